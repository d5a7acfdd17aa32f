namespace Delivery.Workflows.Runtime.Http;

/// <summary>What this host offers to activities that can be retried. Bound to the configuration section <c>Resilience</c>.</summary>
public sealed class ResilienceOptions
{
    /// <summary>The strategies for HTTP.</summary>
    public IList<HttpResilienceStrategy> Strategies { get; } = [];
}
