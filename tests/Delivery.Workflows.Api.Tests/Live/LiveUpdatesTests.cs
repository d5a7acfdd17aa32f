using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Delivery.Testing;
using Delivery.Workflows.Api.Live;
using Delivery.Workflows.Api.Tests.Support;
using Delivery.Workflows.Runtime.Instances;

namespace Delivery.Workflows.Api.Tests.Live;

/// <summary>The hub, spoken to as the Studio's client does: long polling, JSON, a record separator behind each message.</summary>
public sealed class LiveUpdatesTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Hub = "/elsa/hubs/workflow-instance";
    private const char End = '\u001e';

    [Fact]
    public async Task Viewer_OfAnInstanceThatGoesOn_IsTold()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var id = await host.Get<WorkflowInstances>().StartAsync("waiting", null, null, cancellationToken);
        var connection = await ConnectAsync();
        await SendAsync(connection, $$"""{"type":1,"invocationId":"1","target":"ObserveInstanceAsync","arguments":["{{id}}"]}""");
        (await ReadUntilAsync(connection, "\"invocationId\":\"1\"")).ShouldNotContain("error");

        await host.Get<WorkflowInstances>().CancelAsync(id, "for a test", cancellationToken);

        var told = await ReadUntilAsync(connection, "WorkflowInstanceUpdatedAsync");
        told.ShouldContain($$"""[{"workflowInstanceId":"{{id}}"}]""");
        told.ShouldContain("WorkflowExecutionLogUpdatedAsync");
        told.ShouldContain("\"activityNodeId\":\"Workflow1:Flow1:wait\"");
    }

    [Fact]
    public async Task Viewer_OfAnInstanceThatIsNotThere_IsRefused()
    {
        var connection = await ConnectAsync();

        await SendAsync(connection, """{"type":1,"invocationId":"1","target":"ObserveInstanceAsync","arguments":["nope"]}""");

        (await ReadUntilAsync(connection, "\"invocationId\":\"1\"")).ShouldContain("Access denied.");
    }

    [Fact]
    public async Task Viewer_OfMoreInstancesThanAConnectionFollows_IsRefusedUntilOneHasEnded()
    {
        var ids = new List<string>();
        for (var i = 0; i <= InstanceWatch.MostPerConnection; i++)
        {
            ids.Add(await host.Get<WorkflowInstances>().StartAsync("waiting", null, null, TestContext.Current.CancellationToken));
        }

        var connection = await ConnectAsync();
        foreach (var id in ids[..^1])
        {
            (await ObserveAsync(connection, id)).ShouldNotContain("error");
        }

        (await ObserveAsync(connection, ids[0])).ShouldNotContain("error", Case.Sensitive, "it is followed already");
        (await ObserveAsync(connection, ids[^1])).ShouldContain("at most 20 instances");
        (await ObserveAsync(connection, host.Ended)).ShouldNotContain("error", Case.Sensitive, "there is nothing to follow");

        await host.Get<WorkflowInstances>().CancelAsync(ids[0], "for a test", TestContext.Current.CancellationToken);

        await ReadUntilAsync(connection, "WorkflowInstanceUpdatedAsync");
        await Eventually.TrueAsync(
            async () => !(await ObserveAsync(connection, ids[^1])).Contains("at most", StringComparison.Ordinal), "the one that has ended is dropped");
    }

    [Theory]
    [InlineData("customer", HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    public async Task Connection_WithoutPermission_IsRefused(string? role, HttpStatusCode expected)
    {
        using var response = await host.SendAsync("POST", Hub + "/negotiate?negotiateVersion=1", role: role);

        response.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Feature_IsReported_SoThatTheStudioConnects() =>
        (await host.GetJsonAsync("/features/installed"))["items"]!.AsArray()
            .Select(feature => feature!["fullName"]!.GetValue<string>()).ShouldContain("Elsa.RealTimeWorkflowUpdates");

    /// <summary>The answer to it.</summary>
    private async Task<string> ObserveAsync(string connection, string instanceId)
    {
        var invocation = Guid.NewGuid().ToString();
        await SendAsync(connection, $$"""{"type":1,"invocationId":"{{invocation}}","target":"ObserveInstanceAsync","arguments":["{{instanceId}}"]}""");
        var read = await ReadUntilAsync(connection, invocation);
        return read.Split(End).Single(message => message.Contains(invocation, StringComparison.Ordinal));
    }

    private async Task<string> ConnectAsync()
    {
        using var response = await host.SendAsync("POST", Hub + "/negotiate?negotiateVersion=1");
        var offer = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        offer["availableTransports"]!.AsArray().Select(transport => transport!["transport"]!.GetValue<string>()).ShouldBe(["LongPolling"]);
        var connection = $"{Hub}?id={offer["connectionToken"]!.GetValue<string>()}";
        using var first = await host.SendAsync("GET", connection);
        await SendAsync(connection, """{"protocol":"json","version":1}""");
        return connection;
    }

    private async Task SendAsync(string connection, string message)
    {
        using var response = await host.SendAsync("POST", connection, new StringContent(message + End, Encoding.UTF8), "viewer");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<string> ReadUntilAsync(string connection, string expected)
    {
        var read = "";
        while (!read.Contains(expected, StringComparison.Ordinal))
        {
            using var response = await host.SendAsync("GET", connection);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            read += await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }

        return read;
    }
}
