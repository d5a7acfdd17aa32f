namespace Delivery.Workflows;

/// <summary>Cancels the whole instance, as <see cref="WorkflowEngine.Cancel"/> does. Nothing can follow it.</summary>
/// <param name="Reason">For people.</param>
public sealed record CancelInstance(string? Reason) : Alteration
{
    /// <inheritdoc />
    public override string Type => "Cancel";
}
