using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Delivery.Orchestrator.Persistence;
using Delivery.ServiceDefaults.Authorization;
using Delivery.Testing.Harness;
using Delivery.Workflows.Runtime.Instances;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Delivery.Orchestrator.Tests.Instances;

public abstract class AlterationTests(OrchestratorFixture fixture)
{
    private readonly string _orderId = $"ord_{Guid.NewGuid():N}";

    private ModuleHarness<OrchestratorDbContext> Module => fixture.Module;

    [Fact]
    public async Task Alter_Variable_IsSetAndTheJournalSaysByWhom()
    {
        var id = await StartAsync("capture");
        var revision = (await JsonAsync(HttpMethod.Get, $"/ops/workflows/instances/{id}")).GetProperty("instance").GetProperty("revision").GetInt32();

        var answer = await JsonAsync(
            HttpMethod.Post,
            $"/ops/workflows/instances/{id}/alterations",
            new { alterations = new[] { new { type = "ModifyVariable", variableId = "attempts", value = 2 } }, note = "second try", revision });

        answer.GetProperty("applied").GetBoolean().ShouldBeTrue();
        answer.GetProperty("instance").GetProperty("revision").GetInt32().ShouldBe(revision + 1);
        var journal = await JsonAsync(HttpMethod.Get, $"/ops/workflows/instances/{id}/journal");
        var entry = journal.GetProperty("items").EnumerateArray().Single(line => line.GetProperty("eventName").GetString() == "Altered");
        entry.GetProperty("message").GetString()!.ShouldStartWith("The variable 'attempts' was set by ");
        entry.GetProperty("payload").GetProperty("note").GetString().ShouldBe("second try");
        await (await SendAsync(
                HttpMethod.Post,
                $"/ops/workflows/instances/{id}/alterations",
                new { alterations = new[] { new { type = "Retry" } }, revision }))
            .ShouldBeProblemAsync(409, "workflow-instance-changed");
    }

    [Fact]
    public async Task Migrate_ToWhatItRuns_IsNoChange()
    {
        var id = await StartAsync("capture");

        (await JsonAsync(HttpMethod.Post, $"/ops/workflows/instances/{id}/migrate", new { })).GetProperty("applied").GetBoolean().ShouldBeFalse();
        await (await SendAsync(HttpMethod.Post, $"/ops/workflows/instances/{id}/migrate", new { targetVersion = 99 }))
            .ShouldBeProblemAsync(404, "workflow-definition-not-found");
    }

    [Fact]
    public async Task Cancel_ThenDelete_LeavesNothing()
    {
        var id = await StartAsync("capture");

        await (await SendAsync(HttpMethod.Delete, $"/ops/workflows/instances/{id}")).ShouldBeProblemAsync(409, "workflow-instance-running");
        var cancelled = await JsonAsync(HttpMethod.Post, $"/ops/workflows/instances/{id}/cancel", new { reason = "asked for" });
        cancelled.GetProperty("instance").GetProperty("subStatus").GetString().ShouldBe("Cancelled");
        await (await SendAsync(HttpMethod.Post, $"/ops/workflows/instances/{id}/cancel", new { })).ShouldBeProblemAsync(409, "workflow-alteration-refused");

        (await SendAsync(HttpMethod.Delete, $"/ops/workflows/instances/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await (await SendAsync(HttpMethod.Get, $"/ops/workflows/instances/{id}")).ShouldBeProblemAsync(404, "workflow-instance-not-found");
    }

    [Fact]
    public async Task Retry_FaultedInstance_TriesAgain()
    {
        var id = await StartAsync("payment");

        var answer = await JsonAsync(HttpMethod.Post, $"/ops/workflows/instances/{id}/retry", new { });

        answer.GetProperty("count").GetInt32().ShouldBe(1);
        answer.GetProperty("instance").GetProperty("incidentCount").GetInt32().ShouldBe(2, "it faults again, and that is told too");
    }

    [Fact]
    public async Task Submit_Plan_IsAcceptedAndAskedForByItsLocation()
    {
        var id = await StartAsync("capture");
        var filter = new { correlationIds = new[] { _orderId } };

        (await JsonAsync(HttpMethod.Post, "/ops/workflows/alterations/dry-run", new { filter })).GetProperty("items").EnumerateArray()
            .ShouldHaveSingleItem().GetString().ShouldBe(id);
        var accepted = await SendAsync(
            HttpMethod.Post, "/ops/workflows/alterations", new { alterations = new[] { new { type = "Cancel" } }, filter, note = "all of them" });

        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var location = accepted.Headers.Location!.ToString();
        (await JsonAsync(HttpMethod.Get, location)).GetProperty("note").GetString().ShouldBe("all of them");
        (await JsonAsync(HttpMethod.Get, location + "/jobs?status=failed")).GetProperty("items").GetArrayLength().ShouldBe(0);
        await (await SendAsync(HttpMethod.Get, "/ops/workflows/alterations/pln_unknown")).ShouldBeProblemAsync(404, "workflow-plan-not-found");
    }

    [Fact]
    public async Task ResolveUndo_NoneGivenUp_IsRefused()
    {
        var id = await StartAsync("capture");

        await (await SendAsync(HttpMethod.Post, $"/ops/workflows/instances/{id}/undos/unknown/resolve", new { })).ShouldBeProblemAsync(409, "workflow-alteration-refused");
    }

    [Theory]
    [InlineData("""{"alterations":[]}""", "invalid-alteration")]
    [InlineData("""{"alterations":[{"type":"Explode"}]}""", "invalid-alteration")]
    [InlineData("""{"alterations":[{"type":"Cancel"}],"note":"a\u0000b"}""", "invalid-note")]
    public async Task Alter_Invalid_IsRefused(string body, string problem)
    {
        var id = await StartAsync("capture");

        await (await SendAsync(HttpMethod.Post, $"/ops/workflows/instances/{id}/alterations", JsonDocument.Parse(body).RootElement)).ShouldBeProblemAsync(400, problem);
    }

    [Theory]
    [InlineData("POST", "/ops/workflows/instances/wfi_1/alterations")]
    [InlineData("POST", "/ops/workflows/instances/wfi_1/migrate")]
    [InlineData("POST", "/ops/workflows/instances/wfi_1/retry")]
    [InlineData("POST", "/ops/workflows/instances/wfi_1/cancel")]
    [InlineData("POST", "/ops/workflows/instances/wfi_1/undos/wfi_1_1/resolve")]
    [InlineData("DELETE", "/ops/workflows/instances/wfi_1")]
    [InlineData("POST", "/ops/workflows/alterations")]
    [InlineData("POST", "/ops/workflows/alterations/dry-run")]
    [InlineData("GET", "/ops/workflows/alterations/pln_1")]
    [InlineData("GET", "/ops/workflows/alterations/pln_1/jobs")]
    public async Task Any_NotAnOperator_IsForbidden(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = JsonContent.Create(new { }) };

        (await Module.CreateClient(Roles.Viewer).SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private Task<string> StartAsync(string definitionId) =>
        Module.Services.GetRequiredService<WorkflowInstances>().StartAsync(definitionId, _orderId, input: null, CancellationToken.None);

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        return await Module.CreateClient(Roles.Operator).SendAsync(request);
    }

    private async Task<JsonElement> JsonAsync(HttpMethod method, string path, object? body = null)
    {
        var response = await SendAsync(method, path, body);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return await response.JsonAsync();
    }
}
