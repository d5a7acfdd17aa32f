using System.Net;
using System.Text;
using Delivery.ServiceDefaults.Authorization;
using Delivery.ServiceDefaults.Problems;
using Delivery.Testing;
using Delivery.Testing.Harness;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Http.Endpoints;
using Delivery.Workflows.Runtime.Intents;
using Delivery.Workflows.Runtime.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Shouldly;
using Xunit;
using static Delivery.Workflows.Runtime.Tests.Support.HttpElsa;

namespace Delivery.Workflows.Runtime.Tests.Http;

public abstract class HttpEndpointTests(TestDatabase database) : RuntimeTests(database)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_ForATrigger_StartsTheWorkflowAndGetsItsAnswer()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("greet", Endpoint("Greetings/{userName}"), Answer("({ hello: getR().userName, loud: getQ().loud })")));

        var response = await host.CreateClient(Roles.Customer).GetAsync("/workflows/greetings/Ann?loud=yes", Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        response.Headers.GetValues("X-Kitchen").ShouldBe(["7"]);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBe("""{"hello":"Ann","loud":"yes"}""");
    }

    [Fact]
    public async Task Request_WithABody_IsParsedByItsContentType()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("echo", Endpoint("echo", "POST"), Answer("getP()")));
        var client = host.CreateClient(Roles.Customer);

        (await EchoAsync(new StringContent("{\"a\":[1]}", Encoding.UTF8, "application/json"))).ShouldBe("""{"a":[1]}""");
        (await EchoAsync(new StringContent("밥", Encoding.UTF8, "text/plain"))).ShouldBe("밥");
        (await EchoAsync(new FormUrlEncodedContent([KeyValuePair.Create("a", "1"), KeyValuePair.Create("b", "2"), KeyValuePair.Create("b", "3")])))
            .ShouldBe("""{"a":"1","b":["2","3"]}""");

        async Task<string> EchoAsync(HttpContent content)
        {
            var response = await client.PostAsync("/workflows/echo", content, Cancellation);
            response.StatusCode.ShouldBe(HttpStatusCode.Created);
            return await response.Content.ReadAsStringAsync(Cancellation);
        }
    }

    [Fact]
    public async Task Request_ForABookmark_ResumesTheInstance()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence(
            "order", Elsa.StartsWith("Orders.OrderPlaced"), Waiting("`orders/${getCorrelationId()}/approve`"), Answer("'ok'")));
        await host.TakeAsync(TestMessages.Placed("ord_1"));
        var client = host.CreateClient(Roles.Customer);

        var response = await client.GetAsync("/workflows/orders/ord_1/approve", Cancellation);
        var again = await client.GetAsync("/workflows/orders/ord_1/approve", Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBe("ok");
        (await host.InstanceOfAsync("ord_1")).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        await again.ShouldBeProblemAsync(404, "workflow-endpoint-not-found");
    }

    [Fact]
    public async Task Request_WhoseAnswerHoldsWhatNoDatabaseTakes_IsAnsweredAllTheSame()
    {
        var host = await StartAsync();
        var answer = Answer("'a' + String.fromCharCode(0) + String.fromCharCode(0xd800) + 'b'");
        answer["responseHeaders"] = Elsa.Expression("HttpHeaders", "JavaScript", "({ 'X-A': '1\\r\\nX-Evil: 2', 'Content-Length': '1' })");
        await host.PublishAsync(Elsa.Sequence("odd", Endpoint("odd"), answer));

        var response = await host.CreateClient(Roles.Customer).GetAsync("/workflows/odd", Cancellation);

        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBe("a\uFFFD\uFFFDb");
        response.Headers.GetValues("X-A").ShouldBe(["1  X-Evil: 2"]);
        response.Headers.Contains("X-Evil").ShouldBeFalse();
    }

    [Fact]
    public async Task Request_WhoseAnswerIsAPage_CannotActAsOneOfOurs()
    {
        var host = await StartAsync();
        var answer = Answer("'<script>alert(1)</script>'");
        answer["responseHeaders"] = Elsa.Expression(
            "HttpHeaders",
            "JavaScript",
            "({ 'content-security-policy': \"script-src 'unsafe-inline'\", 'X-Content-Type-Options': 'whatever', 'X-A': '1' })");
        answer["contentType"] = Elsa.Literal("String", "text/html");
        await host.PublishAsync(Elsa.Sequence("page", Endpoint("page"), answer));

        var response = await host.CreateClient(Roles.Customer).GetAsync("/workflows/page", Cancellation);

        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        response.Headers.GetValues("X-A").ShouldBe(["1"]);
        response.Headers.GetValues("Content-Security-Policy").ShouldBe(["sandbox"]);
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Fact]
    public async Task Request_ThatNobodyTakes_IsNotFound()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("greet", Endpoint("greet"), Answer("'x'")));
        var client = host.CreateClient(Roles.Customer);

        await (await client.GetAsync("/workflows/other", Cancellation)).ShouldBeProblemAsync(404, "workflow-endpoint-not-found");
        await (await client.DeleteAsync("/workflows/greet", Cancellation)).ShouldBeProblemAsync(404, "workflow-endpoint-not-found");
    }

    [Fact]
    public async Task Request_ForWhichTwoInstancesWait_IsAmbiguousUnlessItSaysWhich()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith("Orders.OrderPlaced"), Waiting("'approve'"), Answer("getCorrelationId()")));
        await host.TakeAsync(TestMessages.Placed("ord_1"));
        await host.TakeAsync(TestMessages.Placed("ord_2"));
        var client = host.CreateClient(Roles.Customer);

        await (await client.GetAsync("/workflows/approve", Cancellation)).ShouldBeProblemAsync(409, "workflow-endpoint-ambiguous");
        (await client.GetStringAsync("/workflows/approve?correlationId=ord_2", Cancellation)).ShouldBe("ord_2");
        (await client.GetStringAsync("/workflows/approve", Cancellation)).ShouldBe("ord_1");
    }

    [Fact]
    public async Task Request_WithoutAToken_IsRefusedUnlessTheHostOpensWorkflows()
    {
        var closed = await StartAsync();
        await closed.PublishAsync(Elsa.Sequence("greet", Endpoint("greet"), Answer("'x'")));
        await closed.PublishAsync(Elsa.Sequence("guarded", Endpoint("guarded", authorize: true), Answer("'x'")));
        var open = await StartAsync(options => options with { Http = http => http.AllowAnonymous = true });

        await (await closed.CreateClient().GetAsync("/workflows/greet", Cancellation)).ShouldBeProblemAsync(401, "unauthenticated");
        (await open.CreateClient().GetAsync("/workflows/greet", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Created);
        await (await open.CreateClient().GetAsync("/workflows/guarded", Cancellation)).ShouldBeProblemAsync(401, "unauthenticated");
        (await open.CreateClient(Roles.Customer).GetAsync("/workflows/guarded", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await closed.QueryAsync(db => db.Instances.CountAsync())).ShouldBe(2);
    }

    [Fact]
    public async Task Publish_EndpointThatIsGuardedFromNowOn_IsGuardedAtOnce()
    {
        var host = await StartAsync(options => options with { Http = http => http.AllowAnonymous = true });
        await host.PublishAsync(Elsa.Sequence("greet", Endpoint("greet"), Answer("'x'")));
        (await host.CreateClient().GetAsync("/workflows/greet", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Created);

        await host.PublishAsync(Elsa.Sequence("greet", Endpoint("greet", authorize: true), Answer("'x'")));

        await (await host.CreateClient().GetAsync("/workflows/greet", Cancellation)).ShouldBeProblemAsync(401, "unauthenticated");
    }

    [Fact]
    public async Task Request_ForAnUnknownPolicy_IsForbidden()
    {
        var host = await StartAsync();
        var endpoint = Endpoint("greet");
        endpoint["policy"] = Elsa.Literal("String", "no-such");
        await host.PublishAsync(Elsa.Sequence("greet", endpoint, Answer("'x'")));

        await (await host.CreateClient(Roles.Customer).GetAsync("/workflows/greet", Cancellation)).ShouldBeProblemAsync(403, "forbidden");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Request_LargerThanTheEndpointTakes_IsRefusedOrAnOutcome(bool exposed)
    {
        var host = await StartAsync();
        var endpoint = Endpoint("echo", "POST");
        endpoint["requestSizeLimit"] = Elsa.Literal("Int64", "10");
        endpoint["exposeRequestTooLargeOutcome"] = exposed;
        await host.PublishAsync(Elsa.Sequence("echo", endpoint, Answer("'taken'")));

        var response = await host.CreateClient(Roles.Customer).PostAsync("/workflows/echo", new StringContent(new string('x', 11)), Cancellation);

        if (exposed)
        {
            response.StatusCode.ShouldBe(HttpStatusCode.Created);
        }
        else
        {
            await response.ShouldBeProblemAsync(413, "body-too-large");
            (await host.QueryAsync(db => db.Instances.CountAsync())).ShouldBe(0);
        }
    }

    [Theory]
    [InlineData("menu.exe", "text/plain", 3, 415, "unsupported-media-type")]
    [InlineData("menu.txt", "image/png", 3, 415, "unsupported-media-type")]
    [InlineData("menu.txt", "text/plain", 30, 413, "body-too-large")]
    [InlineData("menu.txt", "text/plain", 3, 201, null)]
    public async Task Request_WithAFile_IsJudgedByTheEndpointsLimits(string name, string type, int length, int status, string? slug)
    {
        var host = await StartAsync();
        var endpoint = Endpoint("upload", "POST");
        endpoint["fileSizeLimit"] = Elsa.Literal("Int64", "10");
        endpoint["allowedFileExtensions"] = Elsa.Expression("List<String>", "Object", "[\".txt\"]");
        endpoint["allowedMimeTypes"] = Elsa.Expression("List<String>", "Object", "[\"text/plain\"]");
        await host.PublishAsync(Elsa.Sequence("upload", endpoint, Answer("`${getF().fileName} ${getF().length} ${getP().dish}`")));
        using var form = new MultipartFormDataContent();
        form.Add(new StringContent("bibimbap"), "dish");
        using var file = new ByteArrayContent(new byte[length]);
        file.Headers.ContentType = new(type);
        form.Add(file, "menu", name);

        var response = await host.CreateClient(Roles.Customer).PostAsync("/workflows/upload", form, Cancellation);

        if (slug is null)
        {
            (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBe("menu.txt 3 bibimbap");
        }
        else
        {
            await response.ShouldBeProblemAsync(status, slug);
        }
    }

    [Fact]
    public async Task Request_WithMalformedJson_IsRefusedAndTouchesNoInstance()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("echo", Endpoint("echo", "POST"), Answer("getP()")));

        var response = await host.CreateClient(Roles.Customer)
            .PostAsync("/workflows/echo", new StringContent("{", Encoding.UTF8, "application/json"), Cancellation);

        await response.ShouldBeProblemAsync(400, "malformed-json");
        (await host.QueryAsync(db => db.Instances.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Request_WhoseWorkflowWritesNothing_GetsAnEmptyAnswer()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("quiet", Endpoint("quiet"), Elsa.Delay("delay", "00:01:00")));
        await host.PublishAsync(Elsa.Sequence("broken", Endpoint("broken"), Elsa.Activity("Elsa.Fault", "fault")));
        var client = host.CreateClient(Roles.Customer);

        var quiet = await client.GetAsync("/workflows/quiet", Cancellation);
        var broken = await client.GetAsync("/workflows/broken", Cancellation);

        quiet.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await quiet.Content.ReadAsStringAsync(Cancellation)).ShouldBeEmpty();
        broken.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await broken.Content.ReadAsStringAsync(Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Request_AnsweredByAnotherReplica_IsAnsweredHere()
    {
        await using var kitchen = await StandIn.AnsweringAsync(200, "{\"n\":3}");
        var holding = await StartAsync(Allowing);
        var other = await StartAsync(Allowing);
        await holding.PublishAsync(CallingFirst(kitchen.Url));
        var asking = holding.CreateClient(Roles.Customer).GetAsync("/workflows/ask", Cancellation);
        await Eventually.TrueAsync(async () => await other.QueryAsync(db => db.Intents.AnyAsync()), "the request is taken");
        asking.IsCompleted.ShouldBeFalse();

        (await other.Intents.RunDueAsync(CancellationToken.None)).ShouldBe(1);

        var response = await AdvanceUntilAsync(asking);
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBe("done");
    }

    [Fact]
    public async Task Request_ReplicaThatCallsForItStopsBetween_IsAnsweredAfterTheLease()
    {
        await using var kitchen = await StandIn.AnsweringAsync(200);
        var holding = await StartAsync(Allowing);
        var dying = await StartAsync(Allowing);
        await holding.PublishAsync(CallingFirst(kitchen.Url));
        var asking = holding.CreateClient(Roles.Customer).GetAsync("/workflows/ask", Cancellation);
        await Eventually.TrueAsync(async () => await holding.QueryAsync(db => db.Intents.AnyAsync()), "the request is taken");
        (await dying.Get<IntentStore>().ClaimAsync(10, CancellationToken.None)).Count.ShouldBe(1);
        await StopAsync(dying);
        Time.Advance(TimeSpan.FromSeconds(16));

        (await holding.Intents.RunDueAsync(CancellationToken.None)).ShouldBe(1);

        (await AdvanceUntilAsync(asking)).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Request_NotAnsweredInTime_IsToldSoAndGetsTheAnswerWithTheSameKey()
    {
        await using var kitchen = await StandIn.AnsweringAsync(200);
        var host = await StartAsync(Allowing);
        await host.PublishAsync(CallingFirst(kitchen.Url));
        var asking = SendAsync(host, "/workflows/ask", "key-1");
        await Eventually.TrueAsync(async () => await host.QueryAsync(db => db.Intents.AnyAsync()), "the request is taken");

        await (await AdvanceUntilAsync(asking)).ShouldBeProblemAsync(504, "workflow-no-answer");
        await host.Intents.RunDueAsync(CancellationToken.None);

        (await SendAsync(host, "/workflows/ask", "key-1")).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await host.QueryAsync(db => db.Instances.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task Request_HeldWhileTheHostStops_IsToldSoAndGetsTheAnswerFromAnotherWithTheSameKey()
    {
        await using var kitchen = await StandIn.AnsweringAsync(200);
        var (stopping, other) = (await StartAsync(Allowing), await StartAsync(Allowing));
        await stopping.PublishAsync(CallingFirst(kitchen.Url));
        var asking = SendAsync(stopping, "/workflows/ask", "key-1");
        await Eventually.TrueAsync(async () => await stopping.QueryAsync(db => db.Intents.AnyAsync()), "the request is taken");

        stopping.Get<IHostApplicationLifetime>().StopApplication();

        var told = await asking.WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
        await told.ShouldBeProblemAsync(503, "workflow-host-stopping");
        told.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        await other.Intents.RunDueAsync(CancellationToken.None);
        (await SendAsync(other, "/workflows/ask", "key-1")).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await other.QueryAsync(db => db.Instances.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task Request_RepeatedWithItsKey_IsTakenOnce()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("order", Endpoint("order", "POST"), Answer("getWorkflowInstanceId()")));

        var first = await SendAsync(host, "/workflows/order", "key-1", HttpMethod.Post);
        var second = await SendAsync(host, "/workflows/order", "key-1", HttpMethod.Post);
        var another = await SendAsync(host, "/workflows/order", "key-2", HttpMethod.Post);
        var somebodyElse = await SendAsync(host, "/workflows/order", "key-1", HttpMethod.Post, "customer-2");

        second.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await second.Content.ReadAsStringAsync(Cancellation)).ShouldBe(await first.Content.ReadAsStringAsync(Cancellation));
        (await another.Content.ReadAsStringAsync(Cancellation)).ShouldNotBe(await first.Content.ReadAsStringAsync(Cancellation));
        (await somebodyElse.Content.ReadAsStringAsync(Cancellation)).ShouldNotBe(await first.Content.ReadAsStringAsync(Cancellation));
        (await host.QueryAsync(db => db.Instances.CountAsync())).ShouldBe(3);
    }

    [Fact]
    public async Task Request_SentManyTimesAtOnceWithOneKey_IsTakenOnce()
    {
        var one = await StartAsync();
        var two = await StartAsync();
        await one.PublishAsync(Elsa.Sequence("order", Endpoint("order", "POST"), Answer("getWorkflowInstanceId()")));

        var responses = Task.WhenAll(Enumerable.Range(0, 8).Select(number => SendAsync(number % 2 == 0 ? one : two, "/workflows/order", "key-1", HttpMethod.Post)));

        foreach (var response in await AdvanceUntilAsync(responses))
        {
            response.StatusCode.ShouldBe(HttpStatusCode.Created);
        }

        (await one.QueryAsync(db => db.Instances.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task Publish_OnOneReplica_IsRoutedOnTheOthersAtOnce()
    {
        var one = await StartAsync();
        var two = await StartAsync();
        await one.PublishAsync(Elsa.Sequence("a", Endpoint("a/{x}"), Answer("'a'")));
        (await two.CreateClient(Roles.Customer).GetStringAsync("/workflows/a/1", Cancellation)).ShouldBe("a");
        Time.Advance(TimeSpan.FromSeconds(1));

        await one.PublishAsync(Elsa.Sequence("b", Endpoint("b/{x}"), Answer("'b'")));

        (await two.CreateClient(Roles.Customer).GetStringAsync("/workflows/b/1", Cancellation)).ShouldBe("b");
    }

    [Fact]
    public async Task Publish_EndpointThatAnotherTakes_IsRefused()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("a", Endpoint("orders/{a}"), Answer("'a'")));

        var sameTemplate = await Should.ThrowAsync<ProblemException>(() => host.PublishAsync(Elsa.Sequence("b", Endpoint("Orders/{b}"), Answer("'b'"))));
        var twice = await Should.ThrowAsync<ProblemException>(
            () => host.PublishAsync(Elsa.Sequence("c", Endpoint("c"), Endpoint("C", id: "second"), Answer("'c'"))));
        await host.PublishAsync(Elsa.Sequence("d", Endpoint("orders/{a}", "POST"), Answer("'d'")));
        await host.PublishAsync(Elsa.Sequence("a", Endpoint("orders/{again}"), Answer("'a'")));

        sameTemplate.Message.ShouldContain("the workflow 'a' takes already");
        twice.Message.ShouldContain("takes already");
    }

    [Fact]
    public async Task Purge_OldRequests_AreDeleted()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("greet", Endpoint("greet"), Answer("'x'")));
        await host.CreateClient(Roles.Customer).GetStringAsync("/workflows/greet", Cancellation);
        var retention = host.Get<RequestRetention>();

        (await retention.DeleteAsync(Time.GetUtcNow().AddMinutes(59), Cancellation)).ShouldBe(0);
        (await retention.DeleteAsync(Time.GetUtcNow().AddMinutes(61), Cancellation)).ShouldBe(1);
    }

    private static RuntimeHostOptions Allowing(RuntimeHostOptions options) => options with { Http = http => http.AllowPrivateAddresses = true };

    private static async Task<HttpResponseMessage> SendAsync(
        RuntimeHost host, string path, string key, HttpMethod? method = null, string subject = "customer-1")
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        request.Headers.Add("Idempotency-Key", key);
        return await host.CreateClient(Roles.Customer, subject).SendAsync(request, Cancellation);
    }

    /// <summary>The clock stands still, and who holds a request looks for its answer now and then.</summary>
    private async Task<T> AdvanceUntilAsync<T>(Task<T> task)
    {
        await Eventually.TrueAsync(
            () =>
            {
                Time.Advance(TimeSpan.FromMilliseconds(500));
                return Task.FromResult(task.IsCompleted);
            },
            "the answer comes");
        return await task;
    }
}
