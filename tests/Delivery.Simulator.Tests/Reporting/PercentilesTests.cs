using Delivery.Simulator.Reporting;

namespace Delivery.Simulator.Tests.Reporting;

public sealed class PercentilesTests
{
    [Fact]
    public void Of_HundredValues_TakesTheNearestRank() =>
        Percentiles.Of(Enumerable.Range(1, 100).Reverse().Select(value => (double)value)).ShouldBe(new Percentiles(50, 95, 99));

    [Fact]
    public void Of_OneValue_IsThatValue() => Percentiles.Of([4.25]).ShouldBe(new Percentiles(4.2, 4.2, 4.2));

    [Fact]
    public void Of_Nothing_IsZero() => Percentiles.Of([]).ShouldBe(new Percentiles(0, 0, 0));
}
