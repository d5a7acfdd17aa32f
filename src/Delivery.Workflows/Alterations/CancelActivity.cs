namespace Delivery.Workflows;

/// <summary>Cancels executions with everything inside; what is around them goes on.</summary>
public sealed record CancelActivity : Alteration
{
    /// <summary>All executions of this activity, by its id or its path.</summary>
    public string? ActivityId { get; init; }

    /// <summary>This execution.</summary>
    public string? ActivityInstanceId { get; init; }

    /// <inheritdoc />
    public override string Type => "CancelActivity";
}
