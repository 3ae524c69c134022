// Questions that an account keeps under names.

import {
  Arg,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from "type-graphql";
import type { SavedQuestion } from "../../../domain/access/saved-question.js";
import type { Viewer } from "../../../domain/access/viewer.js";
import type { StaffContext } from "../../shared/context.js";
import { listOf } from "../../shared/cost.js";
import { globalId } from "../../shared/global-id.js";
import { IdempotencyKey } from "../../shared/idempotency-key.js";
import { DateTimeScalar } from "../../shared/scalars.js";
import { answered, MutationPayload } from "../../shared/user-error.type.js";
import { numberIn } from "./account.type.js";
import { ViewerType } from "./viewer.resolver.js";

@ObjectType("SavedQuestion", {
  simpleResolvers: true,
  description: "A question of the explorer that its account keeps under a name.",
})
export class SavedQuestionType implements Omit<SavedQuestion, "id"> {
  @Field(() => String, { description: "What its owner calls it." })
  name!: string;

  @Field(() => String, {
    description: "The question as the address of the explorer has it behind its question mark.",
  })
  address!: string;

  @Field(() => DateTimeScalar, { description: "When it was saved last." })
  savedAt!: Date;
}

@ObjectType("SavedQuestionPayload", {
  implements: MutationPayload,
  simpleResolvers: true,
  description: "The question that was saved or forgotten.",
})
export class SavedQuestionPayload extends MutationPayload {
  @Field(() => SavedQuestionType, { nullable: true, description: "Null when nothing was done." })
  savedQuestion?: SavedQuestion;
}

@Resolver(() => SavedQuestionType)
export class SavedQuestionResolver {
  @FieldResolver(() => ID, { description: "Opaque, and the same for ever." })
  id(@Root() question: SavedQuestion): string {
    return globalId("SavedQuestion", String(question.id));
  }

  @Authorized("question:save-own")
  @Mutation(() => SavedQuestionPayload, {
    description: "Keeps a question of the explorer under a name, in place of one of the same name.",
  })
  async saveQuestion(
    @Arg("name", () => String, { description: "What you call it: up to 100 characters on one line." })
    name: string,
    @Arg("address", () => String, {
      description: 'What stands behind the question mark of the explorer\'s address: "state=MO&by=CHAPTER".',
    })
    address: string,
    @IdempotencyKey() _key: string,
    @Ctx() { useCases, viewer }: StaffContext,
  ): Promise<SavedQuestionPayload> {
    const saved = await useCases.people.saveQuestion(viewer, { name, address });
    return answered(saved, (savedQuestion) => ({ savedQuestion }));
  }

  @Authorized("question:save-own")
  @Mutation(() => SavedQuestionPayload, { description: "Forgets a question that you have saved." })
  async forgetQuestion(
    @Arg("savedQuestion", () => ID, { description: "Id of the question." }) savedQuestion: string,
    @IdempotencyKey() _key: string,
    @Ctx() { useCases, viewer }: StaffContext,
  ): Promise<SavedQuestionPayload> {
    const id = numberIn(savedQuestion, "SavedQuestion");
    const forgotten = await useCases.people.forgetQuestion(viewer, id);
    return answered(forgotten, (one) => ({ savedQuestion: one }));
  }
}

@Resolver(() => ViewerType)
export class SavedQuestionsResolver {
  @FieldResolver(() => [SavedQuestionType], {
    complexity: listOf(20),
    description: "Questions of the explorer that the account has saved.",
  })
  savedQuestions(
    @Root() viewer: Viewer,
    @Ctx() { useCases }: StaffContext,
  ): Promise<readonly SavedQuestion[]> {
    return useCases.people.listSavedQuestions(viewer);
  }
}
