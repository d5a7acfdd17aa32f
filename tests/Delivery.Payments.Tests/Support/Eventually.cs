
namespace Delivery.Payments.Tests.Support;

internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Waits for a condition that another process or thread brings about.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, Func<string> describe)
    {
        var clock = TimeProvider.System;
        var started = clock.GetTimestamp();
        while (!await condition())
        {
            clock.GetElapsedTime(started).ShouldBeLessThan(Limit, describe());
            await Task.Delay(TimeSpan.FromMilliseconds(10), clock, TestContext.Current.CancellationToken);
        }
    }
}
