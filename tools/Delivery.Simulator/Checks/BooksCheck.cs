using Delivery.Simulator.Api.Wire;

namespace Delivery.Simulator.Checks;

/// <summary>
/// The money rules, for each order at rest: the provider has taken what the order costs and holds nothing; the platform's ledger sums to zero,
/// says the same of the customer, and gives store and rider what they have earned.
/// </summary>
internal static class BooksCheck
{
    public static IEnumerable<Violation> Check(OrderFacts facts)
    {
        var price = facts.Outcome == OrderOutcome.Completed ? facts.Run.Total : 0;
        var provider = facts.Provider;
        if (provider.Open)
        {
            yield return Broken("authorization-dangles", facts, "the provider still holds an authorization");
        }

        if (provider.Captured - provider.Refunded != price)
        {
            yield return Broken("wrong-capture", facts, $"captured {provider.Captured}, refunded {provider.Refunded}, the order costs {price}");
        }

        if (provider.Entries.Count(entry => entry.Kind == "Captured") > 1)
        {
            yield return Broken("captured-twice", facts, "the provider captured more than once");
        }

        foreach (var (account, expected) in Expected(facts, price))
        {
            var balance = facts.Platform.Entries.Where(entry => entry.Account == account).Sum(entry => entry.Amount);
            if (balance != expected)
            {
                yield return Broken("wrong-balance", facts, $"{account} has {balance} instead of {expected}");
            }
        }

        var sum = facts.Platform.Entries.Sum(entry => entry.Amount);
        if (sum != 0)
        {
            yield return Broken("books-do-not-balance", facts, $"the ledger sums to {sum}");
        }
    }

    private static Dictionary<string, long> Expected(OrderFacts facts, long price)
    {
        var run = facts.Run;
        var expected = new Dictionary<string, long>
        {
            [$"customer:{run.CustomerId}"] = -price,
            [$"store:{run.StoreId}"] = run.ItemsTotal * run.Deeds.CookedRounds,
        };
        foreach (var rider in run.Deeds.Claims.Select(claim => claim.RiderId).Distinct())
        {
            expected[$"rider:{rider}"] = facts.HandedOver && rider == facts.Projection.RiderId ? run.DeliveryFee : 0;
        }

        // Whatever else is in the books belongs to nobody who has earned it.
        foreach (var account in facts.Platform.Entries.Select(entry => entry.Account).Where(account => account != "platform"))
        {
            expected.TryAdd(account, 0);
        }

        return expected;
    }

    private static Violation Broken(string kind, OrderFacts facts, string detail) =>
        new(kind, facts.OrderId, $"{facts.Run.Plan.Branch}, {facts.Outcome}: {detail}");
}
