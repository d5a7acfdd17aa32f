using System.Text.Json.Nodes;

namespace Delivery.Messaging.DeadLetters;

/// <summary>A dead letter as an operator sees it.</summary>
/// <param name="Id">Names it in <c>replay</c> and <c>discard</c>.</param>
/// <param name="Module">The module that could not handle the message.</param>
/// <param name="MessageId">The message's identity, the same after a replay.</param>
/// <param name="MessageType">For example <c>Stores.OfferTicket</c>; empty for what was not a message at all.</param>
/// <param name="State">What became of it.</param>
/// <param name="Reason">One sentence: why.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="FailedAt">When it was given up.</param>
/// <param name="ResolvedBy">The operator who replayed or discarded it.</param>
/// <param name="ResolvedAt">When that was.</param>
/// <param name="Body">The message, without secrets. Only when one dead letter is asked for.</param>
/// <param name="Error">The exception. Only when one dead letter is asked for.</param>
public sealed record DeadLetterView(
    Guid Id,
    string Module,
    Guid MessageId,
    string MessageType,
    DeadLetterState State,
    string Reason,
    int Attempts,
    DateTimeOffset FailedAt,
    string? ResolvedBy,
    DateTimeOffset? ResolvedAt,
    JsonNode? Body = null,
    string? Error = null)
{
    internal static DeadLetterView Of(DeadLetter letter) => new(
        letter.Id, letter.Endpoint, letter.MessageId, letter.MessageType, letter.State, letter.Reason, letter.Attempts, letter.FailedAt,
        letter.ResolvedBy, letter.ResolvedAt);

    internal static DeadLetterView WithBody(DeadLetter letter) =>
        Of(letter) with { Body = Redaction.Redact(letter.Body), Error = letter.Error };
}
