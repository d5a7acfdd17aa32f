using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Delivery.Orchestrator.Definitions;

/// <summary>
/// Time-outs from the configuration section <c>Timeouts</c>, by the name of the workflow variable: they replace the definitions' defaults in
/// every instance that starts from now on. For tests and development, where nobody waits an hour for a store.
/// </summary>
internal sealed class TimeoutOverrides
{
    private const string Section = "Timeouts";

    private TimeoutOverrides(IReadOnlyDictionary<string, TimeSpan> values) => Values = values;

    /// <summary>By the variable's name.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Values { get; }

    /// <summary>Reads the section.</summary>
    /// <param name="configuration">Whose names may differ in case: environment variables often are in upper case.</param>
    /// <param name="variables">The names of the variables as the definitions write them.</param>
    /// <exception cref="InvalidOperationException">A value is no time, or a name is no variable.</exception>
    public static TimeoutOverrides Read(IConfiguration configuration, IReadOnlyCollection<string> variables)
    {
        var values = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        foreach (var setting in configuration.GetSection(Section).GetChildren())
        {
            var name = variables.FirstOrDefault(variable => string.Equals(variable, setting.Key, StringComparison.OrdinalIgnoreCase))
                ?? throw new InvalidOperationException(
                    $"{Section}:{setting.Key} is no time-out of the order life cycle. There are: {string.Join(", ", variables.Order(StringComparer.Ordinal))}.");
            values[name] = TimeSpan.TryParse(setting.Value, CultureInfo.InvariantCulture, out var time) && time > TimeSpan.Zero
                ? time
                : throw new InvalidOperationException(
                    $"{Section}:{setting.Key} is '{setting.Value}': give a time longer than zero as hours:minutes:seconds, such as 00:00:05.");
        }

        return new TimeoutOverrides(values);
    }
}
