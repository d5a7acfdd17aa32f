namespace Delivery.Messaging.DeadLetters;

/// <summary>A message that its module could not handle, kept until an operator replays or discards it (R5).</summary>
internal sealed class DeadLetter
{
    public required Guid Id { get; init; }

    public required Guid MessageId { get; init; }

    public required string MessageType { get; init; }

    public required string Endpoint { get; init; }

    public required string Body { get; init; }

    public string? TraceParent { get; init; }

    /// <summary>One sentence: why.</summary>
    public required string Reason { get; init; }

    /// <summary>The exception as text.</summary>
    public required string Error { get; init; }

    public required int Attempts { get; init; }

    public required DateTimeOffset FailedAt { get; init; }

    public DeadLetterState State { get; set; }

    /// <summary>The operator who replayed or discarded it.</summary>
    public string? ResolvedBy { get; set; }

    public DateTimeOffset? ResolvedAt { get; set; }
}
