// Apollo Server and Prisma as they are joined on a first day: a resolver a relation, each with a query of its own. Answers
// about chapters only. Prints the address it answers on. DATABASE_URL says where the tables are.

import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { openDatabase } from "../../../dist/src/store/database.js";

const { prisma } = openDatabase(process.env.DATABASE_URL);

const typeDefs = `
  type County { fips: String! name: String! }
  type Revision { number: Int! partial: Boolean! submittedAt: String! }
  type Report { month: String! status: String! firstSubmittedOn: String chapter: Chapter! county: County! latest: Revision }
  type Chapter { slug: String! name: String! counties(month: String!): [County!]! }
  type Query {
    chapters(state: String!): [Chapter!]!
    reports(state: String!, month: String!): [Report!]!
  }`;

const resolvers = {
  Query: {
    chapters: (_, { state }) =>
      prisma.chapter.findMany({ where: { stateCode: state }, orderBy: { slug: "asc" }, take: 100 }),
    reports: (_, { state, month }) =>
      prisma.monthlyReport.findMany({
        where: { month, chapter: { stateCode: state } },
        orderBy: [{ chapterId: "asc" }, { countyFips: "asc" }],
        take: 100,
      }),
  },
  Chapter: {
    counties: async ({ id }, { month }) => {
      const memberships = await prisma.chapterMembership.findMany({
        where: {
          chapterId: id,
          fromMonth: { lte: month },
          OR: [{ untilMonth: null }, { untilMonth: { gt: month } }],
        },
        orderBy: { countyFips: "asc" },
      });
      return memberships.map(({ countyFips }) => prisma.county.findFirst({ where: { fips: countyFips } }));
    },
  },
  Report: {
    firstSubmittedOn: ({ firstSubmittedOn }) => firstSubmittedOn?.toISOString().slice(0, 10) ?? null,
    chapter: ({ chapterId }) => prisma.chapter.findFirst({ where: { id: chapterId } }),
    county: ({ countyFips }) => prisma.county.findFirst({ where: { fips: countyFips } }),
    latest: ({ id }) =>
      prisma.reportRevision.findFirst({ where: { reportId: id }, orderBy: { number: "desc" } }),
  },
  Revision: {
    partial: ({ isPartial }) => isPartial,
    submittedAt: ({ submittedAt }) => submittedAt.toISOString(),
  },
};

const server = new ApolloServer({ typeDefs, resolvers });
const { url } = await startStandaloneServer(server, { listen: { port: 0, host: "127.0.0.1" } });
console.log(url.replace("localhost", "127.0.0.1"));
