using System.Diagnostics;

namespace Delivery.Testing;

/// <summary>Waits for a condition that another thread, process or server brings about.</summary>
public static class Eventually
{
    private static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Returns when <paramref name="condition"/> holds.</summary>
    /// <exception cref="TimeoutException">It did not hold before the deadline.</exception>
    public static Task TrueAsync(Func<bool> condition, string because, TimeSpan? deadline = null) =>
        TrueAsync(() => Task.FromResult(condition()), because, deadline);

    /// <inheritdoc cref="TrueAsync(Func{bool}, string, TimeSpan?)"/>
    public static async Task TrueAsync(Func<Task<bool>> condition, string because, TimeSpan? deadline = null)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            var waited = Stopwatch.GetElapsedTime(started);
            if (waited > (deadline ?? DefaultDeadline))
            {
                throw new TimeoutException($"Waited {waited.TotalSeconds:0.0} s in vain: {because}.");
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    /// <summary>Returns when <paramref name="assertion"/> throws nothing; after the deadline, throws what it throws.</summary>
    public static async Task PassesAsync(Func<Task> assertion, TimeSpan? deadline = null)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await assertion();
                return;
            }
            catch (Exception) when (Stopwatch.GetElapsedTime(started) < (deadline ?? DefaultDeadline))
            {
                // Not yet.
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}
