namespace Delivery.Riders;

/// <summary>The module's settings, from <c>Riders:*</c>.</summary>
public sealed class RidersOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Riders";

    /// <summary>How many deliveries one rider may have claimed and not yet handed over. Default 3.</summary>
    public int MaxConcurrentClaims { get; set; } = 3;
}
