using System.Diagnostics;

namespace Delivery.Benchmarks.Engine;

/// <summary>Drivers that each take one order after the other through all its steps, each step as soon as the one before is committed.</summary>
internal static class Load
{
    /// <param name="drivers">How many orders are under way at the same time.</param>
    /// <param name="warmUp">Not measured.</param>
    /// <param name="duration">Measured.</param>
    /// <param name="order">Gives the steps of a new order: the first starts it, the others resume it.</param>
    public static async Task<LoadResult> RunAsync(int drivers, TimeSpan warmUp, TimeSpan duration, Func<IEnumerable<Func<Task>>> order)
    {
        await DriveAsync(drivers, warmUp, order);
        return await DriveAsync(drivers, duration, order);
    }

    private static async Task<LoadResult> DriveAsync(int drivers, TimeSpan duration, Func<IEnumerable<Func<Task>>> order)
    {
        var started = Stopwatch.GetTimestamp();
        var all = await Task.WhenAll(Enumerable.Range(0, drivers).Select(_ => Task.Run(() => DriveOneAsync(started, duration, order))));
        return new LoadResult(Stopwatch.GetElapsedTime(started), all.Sum(driver => driver.Completed), [.. all.SelectMany(driver => driver.Latencies).Order()]);
    }

    private static async Task<(int Completed, List<TimeSpan> Latencies)> DriveOneAsync(
        long started, TimeSpan duration, Func<IEnumerable<Func<Task>>> order)
    {
        var latencies = new List<TimeSpan>();
        var completed = 0;
        // An order that was begun is ended: the tables hold whole orders only.
        while (Stopwatch.GetElapsedTime(started) < duration)
        {
            var isStart = true;
            foreach (var step in order())
            {
                var asked = Stopwatch.GetTimestamp();
                await step();
                if (!isStart)
                {
                    latencies.Add(Stopwatch.GetElapsedTime(asked));
                }

                isStart = false;
            }

            completed++;
        }

        return (completed, latencies);
    }
}
