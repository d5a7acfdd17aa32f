using Delivery.Contracts.Stores;
using Delivery.Messaging.Persistence;
using Delivery.Orders.Catalog;
using Delivery.Orders.Data;
using Delivery.Testing.Harness;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Delivery.Orders.Tests.Catalog;

public sealed class AskForStoresTests
{
    [Fact]
    public async Task Run_CopyIsEmpty_AsksOnce()
    {
        await using var module = await ModuleHarness.StartAsync<OrdersDbContext>(new OrdersModule());
        await module.ClearSentAsync();

        await Ask(module).RunAsync(TestContext.Current.CancellationToken);

        module.SentOf<AnnounceStores>().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Run_StoresAreKnown_AsksNothing()
    {
        await using var module = await ModuleHarness.StartAsync<OrdersDbContext>(new OrdersModule());
        await module.HandleAsync(OrdersFixture.Store("sto_hanok", "gangnam", "bibimbap"));
        await module.ClearSentAsync();

        await Ask(module).RunAsync(TestContext.Current.CancellationToken);

        module.Sent.ShouldBeEmpty();
    }

    private static AskForStores Ask(ModuleHarness<OrdersDbContext> module) =>
        new(module.Services.GetRequiredService<Transactions<OrdersDbContext>>());
}
