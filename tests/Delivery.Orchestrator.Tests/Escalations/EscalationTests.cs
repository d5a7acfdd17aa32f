using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Delivery.Contracts;
using Delivery.Contracts.Escalations;
using Delivery.Orchestrator.Persistence;
using Delivery.ServiceDefaults.Authorization;
using Delivery.Testing.Harness;
using Shouldly;
using Xunit;

namespace Delivery.Orchestrator.Tests.Escalations;

public abstract class EscalationTests(OrchestratorFixture fixture)
{
    private readonly string _orderId = $"ord_{Guid.NewGuid():N}";

    private ModuleHarness<OrchestratorDbContext> Module => fixture.Module;

    [Fact]
    public async Task Raise_NewIncident_IsPublishedAndListed()
    {
        await RaiseAsync("a", "req-1");

        var raised = Published<EscalationRaised>().ShouldHaveSingleItem();
        raised.Kind.ShouldBe(EscalationKind.KitchenOverdue);
        raised.Version.ShouldBe(1);
        var open = await ListAsync("open");
        open.ShouldHaveSingleItem().GetProperty("escalationId").GetString().ShouldBe(raised.EscalationId);
        open[0].GetProperty("summary").GetString().ShouldBe("The kitchen is late.");
        open[0].GetProperty("state").GetString().ShouldBe("Open");
    }

    [Fact]
    public async Task Raise_SameIncidentAgain_StaysOneAndAnswersTheLatestRequest()
    {
        await RaiseAsync("a", "req-1");
        await RaiseAsync("a", "req-2");

        Published<EscalationRaised>().ShouldHaveSingleItem();
        await ResolveAsync(await OnlyIdAsync(), "Replace");
        Published<EscalationReplaced>().ShouldHaveSingleItem().RequestId.ShouldBe("req-2");
    }

    [Fact]
    public async Task Raise_IncidentThatIsDecided_RepeatsTheDecision()
    {
        await RaiseAsync("a", "req-1");
        await ResolveAsync(await OnlyIdAsync(), "Cancel", "too long");

        await RaiseAsync("a", "req-2");

        var decisions = Published<EscalationCancelled>();
        decisions.Select(decision => decision.RequestId).ShouldBe(["req-1", "req-2"]);
        decisions.ShouldAllBe(decision => decision.Note == "too long");
        (await ListAsync("open")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Raise_AnotherIncidentOfTheOrder_IsDecidedByItself()
    {
        await RaiseAsync("a", "req-1");
        await ResolveAsync(await OnlyIdAsync(), "Continue");

        await RaiseAsync("b", "req-2");

        (await ListAsync("open")).ShouldHaveSingleItem();
        Published<EscalationRaised>().Select(raised => raised.Version).ShouldBe([1, 3]);
        Published<EscalationContinued>().ShouldHaveSingleItem().Version.ShouldBe(2);
    }

    [Fact]
    public async Task Raise_WithoutAnIncidentsName_OpensOnePerRequest()
    {
        await RaiseAsync(incident: null, "req-1");
        await RaiseAsync(incident: null, "req-2");

        (await ListAsync("open")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Withdraw_OpenIncident_ClosesItWithoutADecision()
    {
        await RaiseAsync("a", "req-1");
        var id = await OnlyIdAsync();

        await WithdrawAsync("a", "req-2");

        var withdrawn = Published<EscalationWithdrawn>().ShouldHaveSingleItem();
        withdrawn.RequestId.ShouldBe("req-2");
        withdrawn.Version.ShouldBe(2);
        var problem = await (await PostAsync(id, "Continue")).ShouldBeProblemAsync(409, "escalation-resolved");
        problem.GetProperty("state").GetString().ShouldBe("Withdrawn");
    }

    [Fact]
    public async Task Withdraw_BeforeItsIncidentArrives_OpensNothingLater()
    {
        await WithdrawAsync("a", "req-2");
        await RaiseAsync("a", "req-1");

        Published<EscalationRaised>().ShouldBeEmpty();
        (await ListAsync("open")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Withdraw_WithoutAnIncidentsName_ClosesEveryOpenOneOfTheKind()
    {
        await RaiseAsync("a", "req-1");
        await RaiseAsync("b", "req-2");
        await Module.HandleAsync(Raise("c", "req-3") with { Kind = EscalationKind.RiderOverdue });

        await WithdrawAsync(incident: null, "req-4");

        (await ListAsync("open")).ShouldHaveSingleItem().GetProperty("kind").GetString().ShouldBe("RiderOverdue");
    }

    [Fact]
    public async Task Withdraw_NothingOpen_AnswersAllTheSame()
    {
        await WithdrawAsync(incident: null, "req-1");

        Published<EscalationWithdrawn>().ShouldHaveSingleItem().RequestId.ShouldBe("req-1");
    }

    [Fact]
    public async Task Resolve_OpenIncident_AnswersTheWorkflowAndTheOperator()
    {
        await RaiseAsync("a", "req-1");

        var answer = await ResolveAsync(await OnlyIdAsync(), "Continue", "they are on it");

        answer.GetProperty("state").GetString().ShouldBe("Continued");
        answer.GetProperty("resolvedBy").GetString().ShouldBe("operator-1");
        var continued = Published<EscalationContinued>().ShouldHaveSingleItem();
        continued.RequestId.ShouldBe("req-1");
        continued.Note.ShouldBe("they are on it");
    }

    [Fact]
    public async Task Resolve_Twice_IsRefusedWithTheResolutionThatWon()
    {
        await RaiseAsync("a", "req-1");
        var id = await OnlyIdAsync();
        await ResolveAsync(id, "Replace");

        var problem = await (await PostAsync(id, "Cancel")).ShouldBeProblemAsync(409, "escalation-resolved");

        problem.GetProperty("state").GetString().ShouldBe("Replaced");
        problem.GetProperty("resolvedBy").GetString().ShouldBe("operator-1");
        Published<EscalationCancelled>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Resolve_ByTwoAtOnce_HasOneWinner()
    {
        await RaiseAsync("a", "req-1");
        var id = await OnlyIdAsync();

        var answers = await Task.WhenAll(PostAsync(id, "Continue"), PostAsync(id, "Cancel"), PostAsync(id, "Replace"));

        answers.Select(answer => answer.StatusCode).Order().ShouldBe([HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.Conflict]);
        Module.Sent.OfType<IOrderEvent>().Count(sent => sent.OrderId == _orderId && sent is not EscalationRaised).ShouldBe(1);
    }

    [Theory]
    [InlineData("esc_0198f2c07a5b7c3d8e9fa0b1c2d3e4f5")]
    [InlineData("nobody%27s")]
    public async Task Resolve_UnknownIncident_IsNotFound(string id) =>
        await (await PostAsync(id, "Continue")).ShouldBeProblemAsync(404, "escalation-not-found");

    [Fact]
    public async Task Resolve_WithoutAResolution_IsRefused()
    {
        await RaiseAsync("a", "req-1");

        await (await PostAsync(await OnlyIdAsync(), resolution: null)).ShouldBeProblemAsync(400, "resolution-missing");
    }

    [Fact]
    public async Task Resolve_NoteTooLong_IsRefusedAndNothingChanges()
    {
        await RaiseAsync("a", "req-1");
        var id = await OnlyIdAsync();

        await (await PostAsync(id, "Continue", new string('x', 501))).ShouldBeProblemAsync(400, "invalid-note");

        (await ListAsync("open")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task List_UnknownState_IsRefused()
    {
        var response = await Operator().GetAsync(new Uri("/ops/escalations?state=odd", UriKind.Relative));

        await response.ShouldBeProblemAsync(400, "invalid-escalation-state");
    }

    [Fact]
    public async Task List_ByPages_ShowsEachOnceOldestFirst()
    {
        foreach (var incident in new[] { "a", "b", "c" })
        {
            await RaiseAsync(incident, incident);
        }

        var seen = new List<string>();
        for (string? cursor = string.Empty; cursor is not null;)
        {
            var page = await (await Operator().GetAsync(new Uri($"/ops/escalations?limit=2&cursor={cursor}", UriKind.Relative))).JsonAsync();
            seen.AddRange(page.GetProperty("items").EnumerateArray().Where(IsOurs).Select(item => item.GetProperty("escalationId").GetString()!));
            cursor = page.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }

        seen.ShouldBe(Published<EscalationRaised>().Select(raised => raised.EscalationId), ignoreOrder: true);
        seen.ShouldBe(seen.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(Roles.Customer)]
    [InlineData(Roles.Viewer)]
    [InlineData(Roles.Analyst)]
    public async Task List_NotAnOperator_IsForbidden(string role)
    {
        var response = await Module.CreateClient(role).GetAsync(new Uri("/ops/escalations", UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task List_WithoutAToken_IsUnauthenticated()
    {
        var response = await Module.CreateClient().GetAsync(new Uri("/ops/escalations", UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private RaiseEscalation Raise(string? incident, string requestId) => new()
    {
        OrderId = _orderId,
        RequestId = requestId,
        Kind = EscalationKind.KitchenOverdue,
        Incident = incident,
        Summary = "The kitchen is late.",
    };

    private Task<bool> RaiseAsync(string? incident, string requestId) => Module.HandleAsync(Raise(incident, requestId));

    private Task<bool> WithdrawAsync(string? incident, string requestId) => Module.HandleAsync(
        new WithdrawEscalation { OrderId = _orderId, RequestId = requestId, Kind = EscalationKind.KitchenOverdue, Incident = incident });

    private HttpClient Operator() => Module.CreateClient(Roles.Operator);

    private IReadOnlyList<TEvent> Published<TEvent>()
        where TEvent : IOrderEvent =>
        [.. Module.SentOf<TEvent>().Where(sent => sent.OrderId == _orderId)];

    private bool IsOurs(JsonElement item) => item.GetProperty("orderId").GetString() == _orderId;

    private async Task<IReadOnlyList<JsonElement>> ListAsync(string state)
    {
        var page = await (await Operator().GetAsync(new Uri($"/ops/escalations?state={state}&limit=200", UriKind.Relative))).JsonAsync();
        return [.. page.GetProperty("items").EnumerateArray().Where(IsOurs)];
    }

    private async Task<string> OnlyIdAsync() =>
        (await ListAsync("open")).ShouldHaveSingleItem().GetProperty("escalationId").GetString()!;

    private Task<HttpResponseMessage> PostAsync(string escalationId, string? resolution, string? note = null) =>
        Operator().PostAsJsonAsync($"/ops/escalations/{escalationId}/resolve", new { resolution, note });

    private async Task<JsonElement> ResolveAsync(string escalationId, string resolution, string? note = null)
    {
        var response = await PostAsync(escalationId, resolution, note);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await response.JsonAsync();
    }
}
