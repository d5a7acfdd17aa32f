namespace Delivery.Host.Startup;

/// <summary>How this process is set up.</summary>
/// <param name="Version">Of the binary.</param>
/// <param name="Profile">The profile; null outside the demo.</param>
/// <param name="Modules">Those hosted here.</param>
/// <param name="PaymentProviderUrl">The payment provider; in the demo profile a sandbox whose books can be read.</param>
/// <param name="Timeouts">The timeouts that configuration overrides.</param>
internal sealed record About(
    string Version, string? Profile, IReadOnlyList<string> Modules, string? PaymentProviderUrl, IReadOnlyDictionary<string, string?> Timeouts);
