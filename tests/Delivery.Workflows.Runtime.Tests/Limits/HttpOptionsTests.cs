using System.Net;
using Delivery.ServiceDefaults.Authorization;
using Delivery.Testing.Harness;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Http;
using Delivery.Workflows.Runtime.Http.Endpoints;
using Delivery.Workflows.Runtime.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using static Delivery.Workflows.Runtime.Tests.Support.HttpElsa;

namespace Delivery.Workflows.Runtime.Tests.Limits;

/// <summary>What a host sets for workflows that are called over HTTP is what holds.</summary>
public abstract class HttpOptionsTests(TestDatabase database) : RuntimeTests(database)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("1000")]
    public async Task MaxRequestBytes_LargerRequest_IsRefusedWhateverTheEndpointTakes(string? ofEndpoint)
    {
        var client = await StartAsync(http => http.MaxRequestBytes = 20, ofEndpoint);

        var fitting = await client.PostAsync("/workflows/echo", new StringContent(new string('x', 20)), Cancellation);
        var larger = await client.PostAsync("/workflows/echo", new StringContent(new string('x', 21)), Cancellation);

        (await fitting.Content.ReadAsStringAsync(Cancellation)).ShouldBe(new string('x', 20));
        await larger.ShouldBeProblemAsync(413, "body-too-large");
    }

    [Fact]
    public async Task MaxRequestBytes_OfALengthThatIsNotSaid_IsNoticedWhileReading()
    {
        var client = await StartAsync(http => http.MaxRequestBytes = 20);
        using var content = new StreamContent(new Unsized(new byte[21]));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/workflows/echo") { Content = content };
        request.Headers.TransferEncodingChunked = true;

        await (await client.SendAsync(request, Cancellation)).ShouldBeProblemAsync(413, "body-too-large");
    }

    [Fact]
    public async Task BasePath_SetByTheHost_IsWhereWorkflowsAreCalled()
    {
        var client = await StartAsync(http => http.BasePath = "/flows/of/ours/");

        var there = await client.PostAsync("/flows/of/ours/echo", new StringContent("x"), Cancellation);
        var elsewhere = await client.PostAsync("/workflows/echo", new StringContent("x"), Cancellation);

        there.StatusCode.ShouldBe(HttpStatusCode.Created);
        elsewhere.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task KeepAnswersFor_RequestRepeatedWithItsKey_GetsTheSameAnswerForSoLong()
    {
        var host = await StartAsync(options => options with { Http = http => http.KeepAnswersFor = TimeSpan.FromMinutes(10) });
        await host.PublishAsync(Elsa.Sequence("order", Endpoint("order"), Answer("getWorkflowInstanceId()")));
        var client = host.CreateClient(Roles.Customer);
        client.DefaultRequestHeaders.Add("Idempotency-Key", "key-1");
        var first = await client.GetStringAsync("/workflows/order", Cancellation);

        Time.Advance(TimeSpan.FromMinutes(10));
        await host.Get<RequestRetention>().DeleteAsync(Time.GetUtcNow(), Cancellation);
        var kept = await client.GetStringAsync("/workflows/order", Cancellation);
        Time.Advance(TimeSpan.FromTicks(10));
        await host.Get<RequestRetention>().DeleteAsync(Time.GetUtcNow(), Cancellation);
        var later = await client.GetStringAsync("/workflows/order", Cancellation);

        kept.ShouldBe(first);
        later.ShouldNotBe(first);
        (await host.QueryAsync(db => db.Instances.CountAsync())).ShouldBe(2);
    }

    private async Task<HttpClient> StartAsync(Action<WorkflowHttpOptions> configure, string? sizeLimit = null)
    {
        var host = await StartAsync(options => options with { Http = configure });
        var endpoint = Endpoint("echo", "POST");
        endpoint["requestSizeLimit"] = sizeLimit is null ? null : Elsa.Literal("Int64", sizeLimit);
        await host.PublishAsync(Elsa.Sequence("echo", endpoint, Answer("getP()")));
        return host.CreateClient(Roles.Customer);
    }
}
