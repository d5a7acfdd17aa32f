using System.Diagnostics;
#if FAILPOINTS
using System.Collections.Concurrent;
using System.Globalization;
#endif

namespace Delivery.Messaging.Failpoints;

/// <summary>
/// Named places where a test can kill the process, to prove that nothing is lost, doubled or stranded by dying there. The calls exist only in
/// builds with the constant <c>FAILPOINTS</c> (the MSBuild property <c>Failpoints</c>), which release builds do not have.
/// </summary>
/// <remarks>
/// <c>DELIVERY_FAILPOINT=name[:nth]</c> kills this process, as <c>kill -9</c> would, when it reaches the point for the nth time.
/// <c>DELIVERY_FAILPOINT_LOG=file</c> appends the name of every point when it is reached for the first time in the process.
/// </remarks>
public static class Failpoint
{
#if FAILPOINTS
    private static readonly ConcurrentDictionary<string, Counter> Hits = new();
    private static readonly string? LogFile = Environment.GetEnvironmentVariable("DELIVERY_FAILPOINT_LOG");
    private static readonly (string? Name, int Nth) Armed = Parse(Environment.GetEnvironmentVariable("DELIVERY_FAILPOINT"));
    private static readonly Lock Writing = new();
#endif

    /// <summary>Dies here if a test asked for it.</summary>
    /// <param name="name">One of <see cref="FailpointNames"/>.</param>
    [Conditional("FAILPOINTS")]
    public static void Hit(string name)
    {
#if FAILPOINTS
        if (LogFile is null && Armed.Name is null)
        {
            return;
        }

        var count = Hits.GetOrAdd(name, static _ => new Counter()).Increment();
        if (count == 1 && LogFile is not null)
        {
            lock (Writing)
            {
                File.AppendAllText(LogFile, name + Environment.NewLine);
            }
        }

        if (name == Armed.Name && count == Armed.Nth)
        {
            Process.GetCurrentProcess().Kill();
            // The signal is on its way; nothing after this point may run.
            Thread.CurrentThread.Join();
        }
#endif
    }

#if FAILPOINTS
    private static (string? Name, int Nth) Parse(string? setting)
    {
        if (string.IsNullOrWhiteSpace(setting))
        {
            return (null, 0);
        }

        var colon = setting.LastIndexOf(':');
        return colon < 0 ? (setting, 1) : (setting[..colon], int.Parse(setting.AsSpan(colon + 1), CultureInfo.InvariantCulture));
    }

    private sealed class Counter
    {
        private int _value;

        public int Increment() => Interlocked.Increment(ref _value);
    }
#endif
}
