using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Delivery.Messaging.DeadLetters;
using Delivery.Messaging.Tests.Support;
using Delivery.ServiceDefaults.Authorization;
using Delivery.ServiceDefaults.Modules;
using Delivery.Testing.Harness;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Shouldly;
using Xunit;

namespace Delivery.Messaging.Tests.DeadLetters;

public sealed class DeadLetterEndpointsTests : IAsyncLifetime
{
    private const string Path = "/ops/dead-letters/orders";

    private HttpClient _operator = null!;
    private ModuleHarness<TestDbContext<Orders>> _orders = null!;

    public async ValueTask InitializeAsync()
    {
        _orders = await ModuleHarness.StartAsync<TestDbContext<Orders>>(new Module());
        _operator = _orders.CreateClient(Roles.Operator, "operator-1");
    }

    public async ValueTask DisposeAsync()
    {
        _operator.Dispose();
        await _orders.DisposeAsync();
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData(Roles.Customer, HttpStatusCode.Forbidden)]
    [InlineData(Roles.Viewer, HttpStatusCode.Forbidden)]
    public async Task Any_NotAnOperator_IsRefused(string? role, HttpStatusCode status)
    {
        using var client = _orders.CreateClient(role);

        (await client.GetAsync(Path, Cancellation)).StatusCode.ShouldBe(status);
        (await client.PostAsync($"{Path}/{Guid.NewGuid()}/discard", content: null, Cancellation)).StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task List_MoreThanAPage_IsPagedFromTheLatest()
    {
        for (var minute = 0; minute < 5; minute++)
        {
            await AddAsync(minute: minute);
        }

        var seen = new List<DateTimeOffset>();
        string? cursor = null;
        do
        {
            var page = await GetAsync($"{Path}?limit=2&cursor={cursor}");
            seen.AddRange(page["items"]!.AsArray().Select(item => item!["failedAt"]!.GetValue<DateTimeOffset>()));
            cursor = page["nextCursor"]?.GetValue<string>();
        }
        while (cursor is not null);

        seen.Count.ShouldBe(5);
        seen.ShouldBe(seen.OrderDescending());
    }

    [Theory]
    [InlineData("?state=Nonsense", "dead-letter-state-invalid")]
    [InlineData("?state=7", "dead-letter-state-invalid")]
    [InlineData("?cursor=bm9uc2Vuc2U", "invalid-cursor")]
    [InlineData("?limit=0", "invalid-limit")]
    public async Task List_BadQuery_IsRefused(string query, string slug)
    {
        using var response = await _operator.GetAsync(Path + query, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldContain(slug);
    }

    [Fact]
    public async Task Get_One_ShowsItsBodyWithoutSecrets()
    {
        var id = await AddAsync("""{"orderId":"ord_1","paymentToken":"tok_secret","inner":[{"secret":"s"}]}""");

        var letter = await GetAsync($"{Path}/{id}");

        letter["body"]!.ToJsonString().ShouldBe("""{"orderId":"ord_1","paymentToken":"***","inner":[{"secret":"***"}]}""");
        letter["reason"]!.GetValue<string>().ShouldBe("Because.");
        letter["state"]!.GetValue<string>().ShouldBe("Open");
    }

    [Fact]
    public async Task Replay_Open_LeavesForTheModuleAndIsForgottenByTheInbox()
    {
        var id = await AddAsync();

        using var response = await _operator.PostAsync($"{Path}/{id}/replay", content: null, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var row = await _orders.QueryAsync(db => db.Outbox.SingleAsync());
        var letter = await _orders.QueryAsync(db => db.DeadLetters.SingleAsync());
        row.Queue.ShouldBe("orders");
        row.MessageId.ShouldBe(letter.MessageId);
        row.Body.ShouldBe(letter.Body);
        letter.State.ShouldBe(DeadLetterState.Replayed);
        letter.ResolvedBy.ShouldBe("operator-1");
        letter.ResolvedAt.ShouldBe(_orders.Time.GetUtcNow());
        (await _orders.QueryAsync(db => db.Inbox.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Discard_Open_IsDiscardedAndSendsNothing()
    {
        var id = await AddAsync();

        using var response = await _operator.PostAsync($"{Path}/{id}/discard", content: null, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await _orders.QueryAsync(db => db.DeadLetters.SingleAsync())).State.ShouldBe(DeadLetterState.Discarded);
        (await _orders.QueryAsync(db => db.Outbox.CountAsync())).ShouldBe(0);
        (await GetAsync(Path))["items"]!.AsArray().ShouldBeEmpty();
        (await GetAsync(Path + "?state=Discarded"))["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Replay_Resolved_ConflictsWithTheStateThatWon()
    {
        var id = await AddAsync();
        (await _operator.PostAsync($"{Path}/{id}/discard", content: null, Cancellation)).EnsureSuccessStatusCode();

        using var response = await _operator.PostAsync($"{Path}/{id}/replay", content: null, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var problem = await response.Content.ReadFromJsonAsync<JsonObject>(Cancellation);
        problem!["state"]!.GetValue<string>().ShouldBe("Discarded");
        (await _orders.QueryAsync(db => db.Outbox.CountAsync())).ShouldBe(0);
    }

    [Theory]
    [InlineData("/ops/dead-letters/orders/0198f2c0-7a5b-7c3d-8e9f-a0b1c2d3e4f5")]
    [InlineData("/ops/dead-letters/stores")]
    public async Task Get_Unknown_IsNotFound(string path) =>
        (await _operator.GetAsync(path, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task<JsonObject> GetAsync(string path) => (await _operator.GetFromJsonAsync<JsonObject>(path, Cancellation))!;

    private async Task<Guid> AddAsync(string body = """{"orderId":"ord_1"}""", int minute = 0)
    {
        var id = Guid.CreateVersion7();
        await _orders.RunAsync(transaction =>
        {
            var messageId = Guid.CreateVersion7();
            transaction.Db.Inbox.Add(new() { Endpoint = "orders", MessageId = messageId, HandledAt = transaction.Now });
            transaction.Db.DeadLetters.Add(new DeadLetter
            {
                Id = id, MessageId = messageId, MessageType = "Orders.OrderPlaced", Endpoint = "orders", Body = body,
                Reason = "Because.", Error = "at Line 1", Attempts = 3, FailedAt = transaction.Now.AddMinutes(minute),
            });
            return Task.CompletedTask;
        });
        return id;
    }

    private sealed class Module : IModule
    {
        public string Name => Orders.Name;

        public void AddServices(IHostApplicationBuilder builder) => builder.AddTestModule<Orders>();

        public void MapEndpoints(IEndpointRouteBuilder endpoints) => endpoints.MapDeadLetters();
    }
}
