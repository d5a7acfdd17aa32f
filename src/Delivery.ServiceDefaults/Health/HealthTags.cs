namespace Delivery.ServiceDefaults.Health;

/// <summary>What health checks are tagged with.</summary>
public static class HealthTags
{
    /// <summary>Counts for <c>/health/ready</c>.</summary>
    public const string Ready = "ready";
}
