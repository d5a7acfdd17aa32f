using System.Globalization;

namespace Delivery.Benchmarks.Reporting;

/// <summary>What the command line says.</summary>
internal sealed record BenchmarkOptions
{
    /// <summary>How long each measurement takes, after its warm-up.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Also what takes long.</summary>
    public bool Nightly { get; init; }

    public static BenchmarkOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new BenchmarkOptions();
        for (var index = 0; index < arguments.Count; index++)
        {
            options = arguments[index] switch
            {
                "--nightly" => options with { Nightly = true },
                "--seconds" => options with { Duration = TimeSpan.FromSeconds(double.Parse(arguments[++index], CultureInfo.InvariantCulture)) },
                var unknown => throw new ArgumentException($"'{unknown}' is unknown: --seconds N, --nightly"),
            };
        }

        return options;
    }
}
