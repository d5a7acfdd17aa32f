namespace Delivery.Workflows.State;

/// <summary>What makes a compensation scope run its undos.</summary>
internal static class CompensationReasons
{
    public const string Fault = "Fault";
    public const string Cancelled = "Cancelled";
    public const string Compensate = "Compensate";
}
