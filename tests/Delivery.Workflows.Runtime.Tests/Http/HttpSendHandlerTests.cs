using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Delivery.Testing;
using Delivery.Workflows.Runtime.Http;
using Delivery.Workflows.Runtime.Intents;
using Delivery.Workflows.Runtime.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Http;

public sealed class HttpSendHandlerTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly WorkflowHttpOptions _options = new() { AllowPrivateAddresses = true };
    private readonly ResilienceOptions _resilience = new();
    private readonly List<HttpSender> _senders = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _senders.ForEach(sender => sender.Dispose());

    [Fact]
    public async Task Run_Request_IsSentAsItIsWantedWithTheKey()
    {
        await using var server = await StandIn.AnsweringAsync(201, "{\"id\":7}");

        var outcome = await RunAsync(Payload(
            server.Url + "/dishes?x=1", "POST", """{"X-A":["1"],"Authorization":["Bearer t"]}""", "{\"n\":1}", "application/json"));

        var sent = server.Requests.ShouldHaveSingleItem();
        (sent.Method, sent.Path, sent.Body).ShouldBe(("POST", "/dishes?x=1", "{\"n\":1}"));
        sent.Headers["X-A"].ShouldBe("1");
        sent.Headers["Authorization"].ShouldBe("Bearer t");
        sent.Headers["Content-Type"].ShouldBe("application/json; charset=utf-8");
        sent.Headers["Idempotency-Key"].ShouldBe("key-1");
        outcome.Input!["kind"]!.GetValue<string>().ShouldBe("response");
        outcome.Input["statusCode"]!.GetValue<int>().ShouldBe(201);
        outcome.Input["body"]!.GetValue<string>().ShouldBe("{\"id\":7}");
        outcome.Input["contentType"]!.GetValue<string>().ShouldBe("application/json");
    }

    [Fact]
    public async Task Run_KeyOfTheActivitysOwn_IsKept()
    {
        await using var server = await StandIn.AnsweringAsync(200);

        await RunAsync(Payload(server.Url, headers: """{"idempotency-key":["mine"]}"""));

        server.Requests.Single().Headers["Idempotency-Key"].ShouldBe("mine");
    }

    [Fact]
    public async Task Run_HeadersThatNobodyMaySet_BreakNothing()
    {
        await using var server = await StandIn.AnsweringAsync(200);

        await RunAsync(Payload(
            server.Url, "POST", """{"Content-Type":["text/evil"],"Content-Language":["ko"],"a b":["x"],"X-A":["1\r\nX-Evil: 2"]}""", "x", "text/plain"));

        var sent = server.Requests.ShouldHaveSingleItem();
        sent.Headers["Content-Type"].ShouldBe("text/plain; charset=utf-8");
        sent.Headers["Content-Language"].ShouldBe("ko");
        sent.Headers["X-A"].ShouldBe("1  X-Evil: 2");
        sent.Headers.Keys.ShouldNotContain("X-Evil");
    }

    [Fact]
    public async Task Run_ChunkedAnswer_IsRead()
    {
        await using var server = await StandIn.StartAsync(async context =>
        {
            await context.Response.WriteAsync("a");
            await context.Response.Body.FlushAsync();
            await context.Response.WriteAsync("b");
        });

        (await RunAsync(Payload(server.Url))).Input!["body"]!.GetValue<string>().ShouldBe("ab");
    }

    [Fact]
    public async Task Run_NoAnswerInTime_IsATimeout()
    {
        var asked = new TaskCompletionSource();
        await using var server = await StandIn.StartAsync(context =>
        {
            asked.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });
        var running = RunAsync(Payload(server.Url));
        await asked.Task.WaitAsync(Cancellation);

        _time.Advance(TimeSpan.FromSeconds(31));

        (await running).Input!["kind"]!.GetValue<string>().ShouldBe("timeout");
    }

    [Fact]
    public async Task Run_BodyThatNeverEnds_IsATimeout()
    {
        var begun = new TaskCompletionSource();
        await using var server = await StandIn.StartAsync(async context =>
        {
            await context.Response.WriteAsync("a");
            await context.Response.Body.FlushAsync();
            begun.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });
        var running = RunAsync(Payload(server.Url));
        await begun.Task.WaitAsync(Cancellation);

        _time.Advance(TimeSpan.FromSeconds(31));

        (await running).Input!["kind"]!.GetValue<string>().ShouldBe("timeout");
    }

    [Fact]
    public async Task Run_NobodyThere_FailsToConnect()
    {
        var outcome = await RunAsync(Payload($"http://127.0.0.1:{FreePort()}/"));

        outcome.Fault.ShouldBeNull();
        outcome.Input!["kind"]!.GetValue<string>().ShouldBe("failedToConnect");
    }

    [Fact]
    public async Task Run_ConnectionBreaks_FailsToConnect()
    {
        await using var server = await StandIn.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        (await RunAsync(Payload(server.Url))).Input!["kind"]!.GetValue<string>().ShouldBe("failedToConnect");
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/")]
    [InlineData("http://localhost:1/")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://10.1.2.3/")]
    [InlineData("http://[::1]:1/")]
    [InlineData("http://[fd00::1]:1/")]
    public async Task Run_AddressInside_FaultsWithoutConnecting(string url)
    {
        _options.AllowPrivateAddresses = false;

        (await RunAsync(Payload(url))).Fault.ShouldNotBeNull().ShouldContain("no address on the public Internet");
    }

    [Fact]
    public async Task Run_HugeAnswerOfKnownLength_Faults()
    {
        _options.MaxResponseBytes = 100;
        await using var server = await StandIn.StartAsync(context =>
        {
            context.Response.ContentLength = 101;
            return context.Response.WriteAsync(new string('x', 101));
        });

        (await RunAsync(Payload(server.Url))).Fault.ShouldNotBeNull().ShouldContain("larger than 100 bytes");
    }

    [Fact]
    public async Task Run_HugeAnswerInChunks_FaultsBeforeItsEnd()
    {
        _options.MaxResponseBytes = 100_000;
        await using var server = await StandIn.StartAsync(async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync(new string('x', 10_000), context.RequestAborted);
            }
        });

        (await RunAsync(Payload(server.Url))).Fault.ShouldNotBeNull().ShouldContain("larger than 100000 bytes");
    }

    [Fact]
    public async Task Run_RedirectedGet_IsFollowedOnTheSameHostWithItsHeaders()
    {
        await using var server = await StandIn.StartAsync(context =>
        {
            if (context.Request.Path == "/old")
            {
                context.Response.Redirect("/new");
                return Task.CompletedTask;
            }

            return context.Response.WriteAsync("here");
        });

        var outcome = await RunAsync(Payload(server.Url + "/old", headers: """{"X-Api-Key":["secret"]}"""));

        outcome.Input!["body"]!.GetValue<string>().ShouldBe("here");
        server.Requests.Last().Headers["X-Api-Key"].ShouldBe("secret");
    }

    [Fact]
    public async Task Run_RedirectedElsewhere_TakesNoHeadersAlong()
    {
        await using var other = await StandIn.AnsweringAsync(200, "other", "text/plain");
        await using var server = await StandIn.StartAsync(context =>
        {
            context.Response.Redirect(other.Url + "/x");
            return Task.CompletedTask;
        });

        await RunAsync(Payload(server.Url, headers: """{"X-Api-Key":["secret"],"Authorization":["Bearer t"]}"""));

        var sent = other.Requests.ShouldHaveSingleItem();
        sent.Headers.Keys.ShouldNotContain("X-Api-Key");
        sent.Headers.Keys.ShouldNotContain("Authorization");
    }

    [Fact]
    public async Task Run_RedirectedPost_IsNotFollowed()
    {
        await using var server = await StandIn.StartAsync(context =>
        {
            context.Response.Redirect("/new", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        });

        (await RunAsync(Payload(server.Url, "POST"))).Input!["statusCode"]!.GetValue<int>().ShouldBe(307);

        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Run_RedirectionsInACircle_EndAtTheLimit()
    {
        _options.MaxRedirects = 3;
        await using var server = await StandIn.StartAsync(context =>
        {
            context.Response.Redirect("/again");
            return Task.CompletedTask;
        });

        (await RunAsync(Payload(server.Url))).Input!["statusCode"]!.GetValue<int>().ShouldBe(302);

        server.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Run_FailureWithoutStrategy_IsNotRetried()
    {
        await using var server = await StandIn.AnsweringAsync(503);

        (await RunAsync(Payload(server.Url))).Input!["statusCode"]!.GetValue<int>().ShouldBe(503);

        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Run_FailureWithARegisteredStrategy_IsRetriedWithTheSameKeyAndRecorded()
    {
        _resilience.Strategies.Add(new HttpResilienceStrategy { Id = "http-3x", BackoffType = Polly.DelayBackoffType.Constant });
        var asked = 0;
        await using var server = await StandIn.StartAsync(context =>
        {
            context.Response.StatusCode = Interlocked.Increment(ref asked) < 3 ? 503 : 200;
            return Task.CompletedTask;
        });
        var payload = Payload(server.Url);
        payload["resilience"] = "http-3x";

        var running = RunAsync(payload);
        await Eventually.TrueAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(200));
                return Task.FromResult(running.IsCompleted);
            },
            "the request is retried");

        var outcome = await running;
        outcome.Input!["statusCode"]!.GetValue<int>().ShouldBe(200);
        outcome.Input["retries"]!.AsArray().Select(retry => retry!["details"]!.GetValue<string>()).ShouldBe(["503", "503"]);
        outcome.Input["resilience"]!["id"]!.GetValue<string>().ShouldBe("http-3x");
        server.Requests.Select(request => request.Headers["Idempotency-Key"]).ShouldBe(["key-1", "key-1", "key-1"]);
    }

    [Fact]
    public async Task Run_StrategyOfItsOwn_RetriesThatOften()
    {
        await using var server = await StandIn.AnsweringAsync(500);
        var payload = Payload(server.Url);
        payload["resilience"] = JsonNode.Parse(
            """{"id":"own","$type":"HttpResilienceStrategy","maxRetryAttempts":1,"delay":"00:00:00","backoffType":"Constant"}""");

        (await RunAsync(payload)).Input!["statusCode"]!.GetValue<int>().ShouldBe(500);

        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Run_ClientErrorOrUnknownStrategy_IsNotRetried()
    {
        _resilience.Strategies.Add(new HttpResilienceStrategy { Id = "http-3x", Delay = TimeSpan.Zero });
        await using var missing = await StandIn.AnsweringAsync(404);
        await using var broken = await StandIn.AnsweringAsync(500);
        var known = Payload(missing.Url);
        known["resilience"] = "http-3x";
        var unknown = Payload(broken.Url);
        unknown["resilience"] = "no-such";

        await RunAsync(known);
        await RunAsync(unknown);

        missing.Requests.Count.ShouldBe(1);
        broken.Requests.Count.ShouldBe(1);
    }

    private static JsonObject Payload(string url, string method = "GET", string headers = "{}", string? body = null, string? contentType = null)
    {
        var payload = new JsonObject { ["url"] = url, ["method"] = method, ["headers"] = JsonNode.Parse(headers) };
        if (body is not null)
        {
            (payload["body"], payload["contentType"]) = (body, contentType);
        }

        return payload;
    }

    private Task<IntentOutcome> RunAsync(JsonObject payload)
    {
        var sender = new HttpSender(Options.Create(_options), _time);
        _senders.Add(sender);
        var handler = new HttpSendHandler(sender, new ResilienceStrategies(Options.Create(_resilience)), _time);
        return handler.RunAsync(new IntentCall("key-1", "i", CorrelationId: null, payload, 1), Cancellation);
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
