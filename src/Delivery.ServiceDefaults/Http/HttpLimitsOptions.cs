namespace Delivery.ServiceDefaults.Http;

/// <summary>What one client may ask of a process, from <c>Limits</c>.</summary>
public sealed class HttpLimitsOptions
{
    /// <summary>The largest body in bytes. Default 256 KiB.</summary>
    public long BodyBytes { get; set; } = 256 * 1024;

    /// <summary>How many requests a client (a token's subject, or an address without one) may send per second, sustained. Default 100.</summary>
    public int RequestsPerSecond { get; set; } = 100;

    /// <summary>How many it may send at once after a pause. Default 200.</summary>
    public int Burst { get; set; } = 200;
}
