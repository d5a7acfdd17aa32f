using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Delivery.Contracts;
using Delivery.Contracts.Orders;
using Delivery.Contracts.Payments;
using Delivery.Orchestrator.Persistence;
using Delivery.ServiceDefaults.Authorization;
using Delivery.Testing.Harness;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Instances;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Delivery.Orchestrator.Tests.Instances;

public abstract class InstanceTests(OrchestratorFixture fixture)
{
    private readonly string _orderId = $"ord_{Guid.NewGuid():N}";

    private ModuleHarness<OrchestratorDbContext> Module => fixture.Module;

    [Fact]
    public async Task Definitions_AfterTheStart_ArePublished()
    {
        var definitions = Module.Services.GetRequiredService<WorkflowDefinitions>();

        foreach (var definition in Lifecycle.WorkflowFiles.All)
        {
            (await definitions.FindAsync(definition.DefinitionId, VersionSelector.Published, CancellationToken.None)).ShouldNotBeNull(definition.DefinitionId);
        }
    }

    [Fact]
    public async Task Get_WaitingInstance_ShowsWhatItWaitsFor()
    {
        var id = await StartAsync("capture");

        var instance = await JsonAsync($"/ops/workflows/instances/{id}");

        instance.GetProperty("instance").GetProperty("subStatus").GetString().ShouldBe("Suspended");
        instance.GetProperty("waitsFor").EnumerateArray().Select(wait => wait.GetProperty("name").GetString())
            .ShouldBe(["Payments.PaymentCaptured", "Payments.CaptureFailed"], ignoreOrder: true);
        instance.GetProperty("incidents").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task List_ByOrder_ShowsItsInstances()
    {
        var id = await StartAsync("capture");

        var page = await JsonAsync($"/ops/workflows/instances?correlationId={_orderId}&status=running");

        page.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe(id);
        (await JsonAsync($"/ops/workflows/instances?correlationId={_orderId}&status=Finished")).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task OrderPlaced_AgainUnderAnotherMessageId_StartsNoSecondLifecycle()
    {
        var placed = Placed();

        await Module.DeliverAsync(placed);
        await Module.DeliverAsync(placed);

        var page = await JsonAsync($"/ops/workflows/instances?correlationId={_orderId}");
        page.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("definitionId").GetString().ShouldBe("order-lifecycle");
    }

    [Fact]
    public async Task Cancel_OfAnOrdersInstance_UndoesWhatItDidAndEnds()
    {
        await Module.DeliverAsync(Placed());
        var id = (await JsonAsync($"/ops/workflows/instances?correlationId={_orderId}")).GetProperty("items")[0].GetProperty("id").GetString();

        var response = await PostAsync($"/ops/workflows/instances/{id}/cancel", new { reason = "the customer called" });

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await PostAsync($"/ops/workflows/instances/{id}/cancel", new { })).ShouldBeProblemAsync(409, "workflow-alteration-refused");
        await Module.DeliverAsync(
            new PaymentRevoked { OrderId = _orderId, Version = 1, At = DateTimeOffset.UnixEpoch, RequestId = await RequestAsync(id, "Payments.PaymentRevoked") });
        await Module.DeliverAsync(
            new OrderClosed
            {
                OrderId = _orderId,
                Version = 2,
                At = DateTimeOffset.UnixEpoch,
                RequestId = await RequestAsync(id, "Orders.OrderClosed"),
                Outcome = OrderOutcome.CancelledByOperator,
            });

        (await JsonAsync($"/ops/workflows/instances/{id}")).GetProperty("instance").GetProperty("subStatus").GetString().ShouldBe("Cancelled");
    }

    [Fact]
    public async Task Journal_OfAnInstance_TellsWhatItDid()
    {
        var id = await StartAsync("capture");

        var journal = await JsonAsync($"/ops/workflows/instances/{id}/journal");

        journal.GetProperty("items").EnumerateArray().ShouldContain(
            entry => entry.GetProperty("activityId").GetString() == "capture" && entry.GetProperty("eventName").GetString() == "Suspended");
    }

    [Fact]
    public async Task Incidents_OfAFaultedInstance_SayWhatWentWrong()
    {
        var id = await StartAsync("payment");

        var incidents = await JsonAsync($"/ops/workflows/incidents?instanceId={id}");

        incidents.GetProperty("items").EnumerateArray().ShouldNotBeEmpty();
        var instance = await JsonAsync($"/ops/workflows/instances/{id}");
        instance.GetProperty("instance").GetProperty("subStatus").GetString().ShouldBe("Faulted");
        instance.GetProperty("incidents").GetArrayLength().ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("/ops/workflows/instances/wfi_unknown")]
    [InlineData("/ops/workflows/instances/wfi_unknown/journal")]
    [InlineData("/ops/workflows/incidents?instanceId=wfi_unknown")]
    public async Task Get_UnknownInstance_IsNotFound(string path) =>
        await (await GetAsync(path)).ShouldBeProblemAsync(404, "workflow-instance-not-found");

    [Theory]
    [InlineData("status=odd")]
    [InlineData("subStatus=7")]
    [InlineData("correlationId=a%20b")]
    public async Task List_InvalidFilter_IsRefused(string query) =>
        await (await GetAsync($"/ops/workflows/instances?{query}")).ShouldBeProblemAsync(400, "invalid-filter");

    [Fact]
    public async Task List_NotAnOperator_IsForbidden()
    {
        var response = await Module.CreateClient(Roles.Customer).GetAsync(new Uri("/ops/workflows/instances", UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private OrderPlaced Placed() => new()
    {
        OrderId = _orderId,
        Version = 1,
        At = DateTimeOffset.UnixEpoch,
        CustomerId = "customer-1",
        StoreId = "sto_hanok",
        RegionId = "gangnam",
        DeliveryAddress = "테헤란로 1",
        Lines = [new OrderLine("bibimbap", "비빔밥", 1, 9000)],
        ItemsTotal = new Money(9000, "KRW"),
        DeliveryFee = new Money(3000, "KRW"),
        Total = new Money(12_000, "KRW"),
    };

    /// <summary>The request that the instance waits to have answered.</summary>
    private async Task<string?> RequestAsync(string? instanceId, string answer) =>
        (await JsonAsync($"/ops/workflows/instances/{instanceId}")).GetProperty("waitsFor").EnumerateArray()
            .Single(wait => wait.GetProperty("name").GetString() == answer).GetProperty("with").GetProperty("RequestId").GetString();

    private Task<HttpResponseMessage> PostAsync(string path, object body) =>
        Module.CreateClient(Roles.Operator).PostAsJsonAsync(new Uri(path, UriKind.Relative), body);

    private Task<string> StartAsync(string definitionId) =>
        Module.Services.GetRequiredService<WorkflowInstances>().StartAsync(definitionId, _orderId, input: null, CancellationToken.None);

    private Task<HttpResponseMessage> GetAsync(string path) => Module.CreateClient(Roles.Operator).GetAsync(new Uri(path, UriKind.Relative));

    private async Task<JsonElement> JsonAsync(string path)
    {
        var response = await GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await response.JsonAsync();
    }
}
