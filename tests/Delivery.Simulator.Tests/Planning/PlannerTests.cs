using Delivery.Simulator.Planning;

namespace Delivery.Simulator.Tests.Planning;

public sealed class PlannerTests
{
    private static readonly IReadOnlyList<Branch> All = Planner.Playable(shortTimeouts: true);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(-3)]
    public void Plan_Of200Orders_TakesEveryBranch(int seed)
    {
        var plans = Planner.Plan(200, seed, All);

        plans.Count.ShouldBe(200);
        plans.Select(plan => plan.Branch).Distinct().Count().ShouldBe(Enum.GetValues<Branch>().Length);
        plans.Count(plan => plan.Branch == Branch.HandedOverByRider).ShouldBeGreaterThan(50);
    }

    [Fact]
    public void Plan_SameSeed_IsTheSame()
    {
        var first = Planner.Plan(100, 7, All);
        var second = Planner.Plan(100, 7, All);

        second.Select(Text).ShouldBe(first.Select(Text));
        Planner.Plan(100, 8, All).Select(Text).ShouldNotBe(first.Select(Text));
    }

    [Fact]
    public void Plan_FewerOrdersThanBranches_TakesDifferentOnes()
    {
        var plans = Planner.Plan(10, 1, All);

        plans.Select(plan => plan.Branch).Distinct().Count().ShouldBe(10);
    }

    [Fact]
    public void Playable_WithLongTimeouts_LeavesOutWhatWaitsForOne()
    {
        var branches = Planner.Playable(shortTimeouts: false);

        branches.ShouldContain(Branch.StoreRejects);
        branches.ShouldNotContain(Branch.StoreSilent);
        branches.ShouldNotContain(Branch.NoRiderFound);
    }

    [Fact]
    public void Plan_CardsAreUnique_BecauseTheSandboxCountsCallsPerCard() =>
        Planner.Plan(500, 1, All).Select(plan => plan.Card).Distinct().Count().ShouldBe(500);

    private static string Text(OrderPlan plan) =>
        $"{plan.Branch} {plan.Store} {plan.Region} {plan.Customer} {plan.Card} {plan.GiveBacks} {plan.SendsTwice} {string.Join(",", plan.Lines)}";
}
