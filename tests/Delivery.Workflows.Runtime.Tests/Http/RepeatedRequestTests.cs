using System.Net;
using Delivery.ServiceDefaults.Authorization;
using Delivery.Testing;
using Delivery.Testing.Harness;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Shouldly;
using Xunit;
using static Delivery.Workflows.Runtime.Tests.Support.HttpElsa;

namespace Delivery.Workflows.Runtime.Tests.Http;

/// <summary>Callers repeat what they get no answer to: what may be sent again, and what its other delivery has taken meanwhile.</summary>
public abstract class RepeatedRequestTests(TestDatabase database) : RuntimeTests(database)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_WithoutAKeyTakenWhenTheHostStops_IsNotToldToComeAgain()
    {
        await using var kitchen = await StandIn.AnsweringAsync(200);
        var host = await StartAsync(options => options with { Http = http => http.AllowPrivateAddresses = true });
        await host.PublishAsync(CallingFirst(kitchen.Url));
        var asking = SendAsync(host, "/workflows/ask");
        await Eventually.TrueAsync(async () => await host.QueryAsync(db => db.Intents.AnyAsync()), "the request is taken");

        host.Get<IHostApplicationLifetime>().StopApplication();

        var told = await asking.WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
        await told.ShouldBeProblemAsync(504, "workflow-no-answer");
        told.Headers.RetryAfter.ShouldBeNull();
    }

    [Fact]
    public async Task Request_WithoutAKeyNotTakenWhenTheHostStops_IsToldToComeAgain()
    {
        Action stop = () => { };
        var host = await StartAsync(options => options with
        {
            Interceptor = new CommandPoints(sql => Once(ref stop, sql.Contains("triggers", StringComparison.Ordinal))),
        });
        await host.PublishAsync(Elsa.Sequence("greet", Endpoint("greet"), Answer("'x'")));
        stop = host.Get<IHostApplicationLifetime>().StopApplication;

        var told = await SendAsync(host, "/workflows/greet");

        await told.ShouldBeProblemAsync(503, "workflow-host-stopping");
        told.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        (await host.QueryAsync(db => db.Instances.CountAsync())).ShouldBe(0);
    }

    [Theory]
    [InlineData("triggers")]
    [InlineData("instances")]
    public async Task Request_ItsOtherDeliveryResumesTheInstanceMeanwhile_GetsTheAnswer(string table)
    {
        var (one, other, meet) = await StartTwoAsync(table);
        await one.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith("Orders.OrderPlaced"), Waiting("'approve'"), Answer("'ok'")));
        await one.TakeAsync(TestMessages.Placed("ord_1"));

        await TakeTwiceAsync(one, other, meet, "/workflows/approve");
    }

    [Fact]
    public async Task Request_ItsOtherDeliveryStartsTheOnlyInstanceMeanwhile_GetsTheAnswer()
    {
        var (one, other, meet) = await StartTwoAsync("instances");
        await one.PublishAsync(Elsa.SequenceWith(
            Elsa.ActivationStrategy("Singleton"), "greet", Endpoint("greet"), Answer("'ok'"), Elsa.Delay("delay", "00:01:00")));

        await TakeTwiceAsync(one, other, meet, "/workflows/greet");
    }

    private static Task Once(ref Action action, bool isNow)
    {
        if (isNow)
        {
            Interlocked.Exchange(ref action, () => { })();
        }

        return Task.CompletedTask;
    }

    /// <summary>The one has its request taken by the other before it looks at the table.</summary>
    private async Task<(RuntimeHost One, RuntimeHost Other, Action<Func<Task>> Meet)> StartTwoAsync(string table)
    {
        Func<Task>? meanwhile = null;
        var one = await StartAsync(options => options with
        {
            Interceptor = new CommandPoints(
                sql => sql.Contains(table, StringComparison.Ordinal) && Interlocked.Exchange(ref meanwhile, null) is { } run ? run() : Task.CompletedTask),
        });
        return (one, await StartAsync(), run => meanwhile = run);
    }

    private async Task TakeTwiceAsync(RuntimeHost one, RuntimeHost other, Action<Func<Task>> meet, string path)
    {
        HttpResponseMessage? first = null;
        meet(async () => first = await SendAsync(other, path, "key-1"));

        var second = await SendAsync(one, path, "key-1");

        first!.StatusCode.ShouldBe(HttpStatusCode.Created);
        second.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await second.Content.ReadAsStringAsync(Cancellation)).ShouldBe("ok");
        (await one.QueryAsync(db => db.Instances.CountAsync())).ShouldBe(1);
    }

    private static async Task<HttpResponseMessage> SendAsync(RuntimeHost host, string path, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await host.CreateClient(Roles.Customer).SendAsync(request, Cancellation);
    }
}
