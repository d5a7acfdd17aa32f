using Delivery.Notifications.Deliveries;
using Shouldly;
using Xunit;

namespace Delivery.Notifications.Tests.Deliveries;

public sealed class BackoffTests
{
    private static readonly NotificationsOptions Options = new();

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(5, 80)]
    [InlineData(20, 3600)]
    [InlineData(1000, 3600)]
    public void After_Failures_DoublesUpToTheLongestAndVaries(int failures, int seconds)
    {
        var pauses = Enumerable.Range(0, 200).Select(_ => Backoff.After(failures, Options).TotalSeconds).ToList();

        pauses.ShouldAllBe(pause => pause >= seconds / 2.0 && pause <= seconds);
        pauses.Distinct().Count().ShouldBeGreaterThan(100);
    }
}
