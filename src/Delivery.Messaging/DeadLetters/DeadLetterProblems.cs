using Delivery.ServiceDefaults.Problems;

namespace Delivery.Messaging.DeadLetters;

internal static class DeadLetterProblems
{
    private static readonly ProblemType NotFoundType = new("dead-letter-not-found", 404, "There is no such dead letter.");

    private static readonly ProblemType AlreadyResolvedType = new("dead-letter-resolved", 409, "The dead letter was resolved before.");

    private static readonly ProblemType NotReplayableType = new("dead-letter-not-replayable", 409, "The dead letter cannot be replayed.");

    private static readonly ProblemType UnknownModuleType = new("dead-letter-module-unknown", 404, "This process does not host that module.");

    private static readonly ProblemType InvalidCursorType = new("invalid-cursor", 400, "The cursor is not valid.");

    private static readonly ProblemType InvalidStateType = new("dead-letter-state-invalid", 400, "There is no such state of dead letters.");

    public static ProblemException NotFound(Guid id) =>
        new(NotFoundType, $"There is no dead letter {id} in this module. List them under /ops/dead-letters/{{module}}.");

    public static ProblemException AlreadyResolved(DeadLetter letter) =>
        new(AlreadyResolvedType, $"The dead letter was resolved by {letter.ResolvedBy} ({letter.State}). Nothing has changed.")
        {
            Extensions = { ["state"] = letter.State.ToString() },
        };

    public static ProblemException NotReplayable() =>
        new(NotReplayableType, "This was never one of our messages and cannot be sent again. Discard it.");

    public static ProblemException UnknownModule(string module) =>
        new(UnknownModuleType, $"Ask the process that hosts '{module}', or check the name.");

    public static ProblemException InvalidCursor() =>
        new(InvalidCursorType, "Send a nextCursor exactly as a page gave it, or none for the first page.");

    public static ProblemException InvalidState(string state) =>
        new(InvalidStateType, $"'{state}' is not a state. Use Open, Replayed or Discarded, or none for Open.");
}
