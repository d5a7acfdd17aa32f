namespace Delivery.Simulator.Api.Wire;

/// <summary>How the host is set up.</summary>
internal sealed record About(string? PaymentProviderUrl, IReadOnlyDictionary<string, string?> Timeouts);
