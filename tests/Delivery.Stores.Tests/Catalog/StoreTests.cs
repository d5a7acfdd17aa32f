using Delivery.Contracts.Stores;
using Delivery.ServiceDefaults.Problems;
using Delivery.Stores.Catalog;
using Shouldly;
using Xunit;

namespace Delivery.Stores.Tests.Catalog;

public sealed class StoreTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void PutItem_AfterARemoval_StillComesLast()
    {
        var store = Store.Create(SeedStores.Drafts[0], Now);
        store.RemoveItem("bibimbap", Now);

        store.PutItem(Item("kimbap"), Now);

        store.Menu.Select(item => item.ItemId).ShouldBe(["dolsot-bibimbap", "bulgogi", "kimchi-jjigae", "haemul-pajeon", "kimbap"]);
        store.Version.ShouldBe(3);
    }

    [Fact]
    public void PutItem_FullMenu_IsRefused()
    {
        var menu = Enumerable.Range(0, 300).Select(index => Item($"item-{index}"));
        var store = Store.Create(SeedStores.Drafts[0] with { Menu = [.. menu] }, Now);

        Should.Throw<ProblemException>(() => store.PutItem(Item("one-more"), Now)).Type.Slug.ShouldBe("menu-full");
        store.PutItem(Item("item-7") with { Price = 1 }, Now).ShouldBeTrue();

        store.Version.ShouldBe(2);
    }

    [Fact]
    public void PutItem_OtherName_IsAChange()
    {
        var store = Store.Create(SeedStores.Drafts[0], Now);
        var known = store.Menu[0];

        store.PutItem(known, Now).ShouldBeFalse();
        store.PutItem(known with { Name = new Dictionary<string, string> { ["en"] = "Bibimbap" } }, Now).ShouldBeTrue();

        store.Menu[0].Name.Keys.ShouldBe(["en"]);
    }

    private static MenuItem Item(string itemId) =>
        new(itemId, new Dictionary<string, string> { ["en"] = itemId }, 4000, SoldOut: false);
}
