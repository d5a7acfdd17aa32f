namespace Delivery.Workflows;

/// <summary>Runs what has faulted again, from its beginning.</summary>
public sealed record RetryFaults : Alteration
{
    /// <summary>Only these activities, by id or path; null for all that have faulted.</summary>
    public IReadOnlyList<string>? ActivityIds { get; init; }

    /// <inheritdoc />
    public override string Type => "Retry";
}
