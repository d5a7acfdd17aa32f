using Delivery.Simulator.Api.Wire;
using Delivery.Simulator.Checks;

namespace Delivery.Simulator.Tests.Checks;

public sealed class BooksCheckTests
{
    [Fact]
    public void Check_OrdersInOrder_FindsNothing()
    {
        BooksCheck.Check(Facts.Completed()).ShouldBeEmpty();
        BooksCheck.Check(Facts.CancelledByCustomer()).ShouldBeEmpty();
    }

    [Fact]
    public void Check_CapturedTwice_IsFound()
    {
        var facts = Facts.Completed();
        var provider = facts.Provider with
        {
            Captured = facts.Provider.Captured * 2, Entries = [.. facts.Provider.Entries, new ProviderEntry("Captured", 12000)],
        };

        Kinds(facts with { Provider = provider }).ShouldBe(["wrong-capture", "captured-twice"]);
    }

    [Fact]
    public void Check_CapturedAfterACancellation_IsFound()
    {
        var facts = Facts.CancelledByCustomer();

        Kinds(facts with { Provider = facts.Provider with { Captured = 12000 } }).ShouldBe(["wrong-capture"]);
    }

    [Fact]
    public void Check_DanglingAuthorization_IsFound()
    {
        var facts = Facts.CancelledByCustomer();

        Kinds(facts with { Provider = facts.Provider with { Open = true } }).ShouldBe(["authorization-dangles"]);
    }

    [Fact]
    public void Check_StoreNotPaid_IsFoundAndTheBooksDoNotBalance()
    {
        var facts = Facts.Completed();
        var entries = facts.Platform.Entries.Where(entry => !entry.Account.StartsWith("store:", StringComparison.Ordinal)).ToList();

        Kinds(facts with { Platform = facts.Platform with { Entries = entries } }).ShouldBe(["wrong-balance", "books-do-not-balance"]);
    }

    [Fact]
    public void Check_SomebodyPaidWhoDidNothing_IsFound()
    {
        var facts = Facts.Completed();
        LedgerEntry[] extra = [new("rider:rider-9", 3000, "KRW"), new("platform", -3000, "KRW")];

        Kinds(facts with { Platform = facts.Platform with { Entries = [.. facts.Platform.Entries, .. extra] } }).ShouldBe(["wrong-balance"]);
    }

    private static IEnumerable<string> Kinds(OrderFacts facts) => BooksCheck.Check(facts).Select(violation => violation.Kind);
}
