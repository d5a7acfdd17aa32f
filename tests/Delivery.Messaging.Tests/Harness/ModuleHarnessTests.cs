using Delivery.Contracts.Orders;
using Delivery.Messaging.Persistence;
using Delivery.Messaging.Tests.Support;
using Delivery.ServiceDefaults.Authorization;
using Delivery.ServiceDefaults.Modules;
using Delivery.Testing.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Shouldly;
using Xunit;

namespace Delivery.Messaging.Tests.Harness;

public sealed class ModuleHarnessTests
{
    [Fact]
    public async Task HandleAsync_Message_CommitsWhatTheHandlerDidAndSent()
    {
        await using var orders = await ModuleHarness.StartAsync<TestDbContext<Orders>>(new Module());

        (await orders.HandleAsync(Samples.Event())).ShouldBeTrue();

        (await orders.QueryAsync(db => db.Entries.CountAsync())).ShouldBe(1);
        orders.Sent.ShouldHaveSingleItem().ShouldBe(Samples.Command());
    }

    [Fact]
    public async Task HandleAsync_SameMessageIdAgain_DoesNothing()
    {
        await using var orders = await ModuleHarness.StartAsync<TestDbContext<Orders>>(new Module());
        var id = Guid.CreateVersion7();
        await orders.HandleAsync(Samples.Event(), id);

        (await orders.HandleAsync(Samples.Event(), id)).ShouldBeFalse();

        (await orders.QueryAsync(db => db.Entries.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task HandleAsync_HandlerThrows_ThrowsAndCommitsNothing()
    {
        await using var orders = await ModuleHarness.StartAsync<TestDbContext<Orders>>(new Module());

        await Should.ThrowAsync<InvalidOperationException>(() => orders.HandleAsync(Samples.Event(reason: "poison")));

        (await orders.QueryAsync(db => db.Entries.CountAsync())).ShouldBe(0);
        orders.Sent.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData(Roles.Customer, 403)]
    [InlineData(Roles.Operator, 200)]
    public async Task CreateClient_Role_IsWhatTheRouteSees(string? role, int status)
    {
        await using var orders = await ModuleHarness.StartAsync<TestDbContext<Orders>>(new Module());
        using var client = orders.CreateClient(role, "someone");

        using var response = await client.GetAsync(new Uri("/whoami", UriKind.Relative), TestContext.Current.CancellationToken);

        ((int)response.StatusCode).ShouldBe(status);
        if (status == 200)
        {
            (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("someone");
        }
    }

    private sealed class Module : IModule
    {
        public string Name => Orders.Name;

        public void AddServices(IHostApplicationBuilder builder) =>
            builder.AddTestModule<Orders>(messaging => messaging.Handle<CancellationRequested, Handler>());

        public void MapEndpoints(IEndpointRouteBuilder endpoints) =>
            endpoints.MapGet("/whoami", (HttpContext context) => context.User.Subject())
                .RequireAuthorization(policy => policy.RequireRole(Roles.Operator));
    }

    private sealed class Handler : IMessageHandler<CancellationRequested, TestDbContext<Orders>>
    {
        public Task HandleAsync(
            CancellationRequested message, ModuleTransaction<TestDbContext<Orders>> transaction, CancellationToken cancellationToken)
        {
            transaction.Db.Entries.Add(new Entry { Text = message.OrderId });
            transaction.Send(Samples.Command(message.OrderId));
            return message.Reason == "poison" ? throw new InvalidOperationException("poison") : Task.CompletedTask;
        }
    }
}
