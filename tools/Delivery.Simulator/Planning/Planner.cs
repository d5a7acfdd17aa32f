namespace Delivery.Simulator.Planning;

/// <summary>Draws the plans from the seed: each branch for certain, then more of them with the usual one most frequent, all shuffled.</summary>
internal static class Planner
{
    public const int Customers = 24;

    /// <summary>From so many orders on, every branch is taken: each is planned more than once, in case a time runs out elsewhere.</summary>
    public const int OrdersForEveryBranch = 200;

    private const int TimesPerBranch = 2;
    private const double ShareOfUsual = 0.6;

    /// <summary>Branches whose turn comes only when some time of the workflow runs out.</summary>
    private static readonly HashSet<Branch> NeedShortTimeouts =
    [
        Branch.ConfirmedByTimeout, Branch.StoreSilent, Branch.CancelledDuringKitchenIncident, Branch.PaymentDeferredExpires,
        Branch.PaymentDeferredRecovers, Branch.SearchWidened, Branch.NoRiderFound, Branch.KitchenOverdueContinued,
        Branch.KitchenOverdueReplaced, Branch.KitchenOverdueCancelled, Branch.KitchenRecovers, Branch.RiderOverdueContinued,
        Branch.RiderOverdueReplaced, Branch.RiderOverdueCancelled, Branch.RiderRecovers, Branch.CaptureRetried,
        Branch.CaptureEscalatedContinued, Branch.CaptureEscalatedCancelled,
    ];

    /// <summary>The branches that can be played in reasonable time.</summary>
    public static IReadOnlyList<Branch> Playable(bool shortTimeouts) =>
        [.. Enum.GetValues<Branch>().Where(branch => shortTimeouts || !NeedShortTimeouts.Contains(branch))];

    public static IReadOnlyList<OrderPlan> Plan(int orders, int seed, IReadOnlyList<Branch> branches)
    {
#pragma warning disable CA5394 // Reproducible from the seed is what is wanted; nothing secret is drawn.
        var random = new Random(seed);
        Branch[] certain = [.. branches];
        random.Shuffle(certain);
        certain = [.. Enumerable.Repeat(certain, orders < OrdersForEveryBranch ? 1 : TimesPerBranch).SelectMany(all => all).Take(orders)];
        Branch[] drawn = [.. certain, .. Enumerable.Range(0, orders - certain.Length).Select(_ => Draw(random, branches))];
        random.Shuffle(drawn);
        return [.. drawn.Select((branch, number) => Plan(number, branch, random))];
    }

    private static Branch Draw(Random random, IReadOnlyList<Branch> branches) =>
        random.NextDouble() < ShareOfUsual ? Branch.HandedOverByRider : branches[random.Next(branches.Count)];

    private static OrderPlan Plan(int number, Branch branch, Random random) => new()
    {
        Number = number,
        Branch = branch,
        Store = random.Next(1000),
        Region = random.Next(1000),
        Lines = [.. Enumerable.Range(random.Next(1000), random.Next(1, 4)).Select(item => (item, random.Next(1, 4)))],
        Customer = random.Next(Customers),
        Card = $"{CardFor(branch, random)}_{number}_{random.Next():x8}",
        GiveBacks = random.Next(1, 4),
        SendsTwice = random.NextDouble() < 0.1,
    };

    /// <summary>The sandbox decides by the token's prefix.</summary>
    private static string CardFor(Branch branch, Random random) => branch switch
    {
        Branch.PaymentDeclined => "tok_decline",
        Branch.PaymentTimesOut => "tok_timeout",
        Branch.CancelledDuringPayment => random.Next(2) == 0 ? "tok_timeout" : "tok_ok",
        Branch.PaymentDeferredRecovers => "tok_overload4",
        Branch.PaymentDeferredPaidAgain or Branch.PaymentDeferredDeclined or Branch.PaymentDeferredExpires
            or Branch.PaymentDeferredCancelled => "tok_overload9999",
        Branch.CaptureRetried => "tok_capturefail2",
        Branch.CaptureEscalatedContinued => "tok_capturefail4",
        Branch.CaptureEscalatedCancelled => "tok_capturefail9999",
        _ => "tok_ok",
    };
#pragma warning restore CA5394
}
