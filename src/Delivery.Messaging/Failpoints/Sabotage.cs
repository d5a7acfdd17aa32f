#if FAILPOINTS
using System.Collections.Concurrent;
#endif

namespace Delivery.Messaging.Failpoints;

/// <summary>
/// Switches that make a test build misbehave: <c>DELIVERY_SABOTAGE=name[=argument][,name…]</c>. In builds without the constant
/// <c>FAILPOINTS</c> every switch is off, whatever the environment says.
/// </summary>
public static class Sabotage
{
#if FAILPOINTS
    private static readonly Dictionary<string, string?> On = Parse(Environment.GetEnvironmentVariable("DELIVERY_SABOTAGE"));
    private static readonly ConcurrentDictionary<string, bool> Done = new();

    /// <summary>True when the switch is on.</summary>
    /// <param name="name">One of <see cref="SabotageNames"/>, or of another project's.</param>
    public static bool IsOn(string name) => On.Count > 0 && On.ContainsKey(name);

    /// <summary>True once per process, if the switch is on and has no argument or this one.</summary>
    public static bool IsOnOnce(string name, string argument) =>
        On.Count > 0 && On.TryGetValue(name, out var wanted) && (wanted is null || wanted == argument) && Done.TryAdd(name, true);

    private static Dictionary<string, string?> Parse(string? setting) =>
        (setting ?? string.Empty)
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(entry => entry.Split('=', 2))
            .ToDictionary(parts => parts[0], parts => parts.ElementAtOrDefault(1));
#else
    /// <summary>False: this build does not misbehave.</summary>
    public static bool IsOn(string name) => false;

    /// <summary>False: this build does not misbehave.</summary>
    public static bool IsOnOnce(string name, string argument) => false;
#endif
}
