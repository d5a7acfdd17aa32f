namespace Delivery.Messaging.Failpoints;

/// <summary>
/// Switches that make a test build misbehave: <c>DELIVERY_SABOTAGE=name[,name…]</c>. In builds without the constant <c>FAILPOINTS</c> every
/// switch is off, whatever the environment says.
/// </summary>
public static class Sabotage
{
#if FAILPOINTS
    private static readonly HashSet<string> On =
    [
        .. (Environment.GetEnvironmentVariable("DELIVERY_SABOTAGE") ?? string.Empty)
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
    ];

    private static int _dropped;

    /// <summary>True when the switch is on.</summary>
    /// <param name="name">One of <see cref="SabotageNames"/>, or of another project's.</param>
    public static bool IsOn(string name) => On.Count > 0 && On.Contains(name);

    /// <summary>True once per process, if <paramref name="name"/> is on.</summary>
    public static bool IsOnOnce(string name) => IsOn(name) && Interlocked.Exchange(ref _dropped, 1) == 0;
#else
    /// <summary>False: this build does not misbehave.</summary>
    public static bool IsOn(string name) => false;

    /// <summary>False: this build does not misbehave.</summary>
    public static bool IsOnOnce(string name) => false;
#endif
}
