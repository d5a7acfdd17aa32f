using Delivery.Workflows.Runtime.Definitions;

namespace Delivery.Workflows.Runtime.Http.Endpoints;

/// <summary>Who takes a request: a trigger, or a bookmark of an instance.</summary>
internal sealed record EndpointTarget(EndpointLimits Limits, IReadOnlyDictionary<string, string> RouteData)
{
    public StoredTrigger? Trigger { get; init; }

    public string? InstanceId { get; init; }

    public string? BookmarkId { get; init; }

    public string? CorrelationId { get; init; }
}
