namespace Delivery.Simulator.Api.Wire;

/// <summary>A line of the provider's books.</summary>
internal sealed record ProviderEntry(string Kind, long Amount);
