using System.Net;
using Delivery.ServiceDefaults.Authorization;
using Delivery.Testing;
using Delivery.Testing.Harness;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Execution;
using Delivery.Workflows.Runtime.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using static Delivery.Workflows.Runtime.Tests.Support.HttpElsa;

namespace Delivery.Workflows.Runtime.Tests.Http;

/// <summary>Until a request is committed it can be given up; from then on its caller is told that it was taken, whatever fails behind that.</summary>
public abstract class GivenUpRequestTests(TestDatabase database) : RuntimeTests(database)
{
    private const string Order = "ord_1";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_WhatFollowsItsCommitFails_IsAnsweredAndTheNextSweepGoesOn()
    {
        var isAway = false;
        var host = await StartAsync(options => options with
        {
            Interceptor = new CommandPoints(sql => isAway && IsLookForNextMail(sql) ? throw new TimeoutException("away") : Task.CompletedTask),
        });
        await host.PublishAsync(Elsa.Sequence("greet", Endpoint("greet"), Answer("'hello'"), Elsa.WaitsFor("Stores.CookingStarted")));
        await host.TakeAsync(TestMessages.Cooking(Order));
        isAway = true;

        var response = await SendAsync(host, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        isAway = false;
        await host.SettleAsync();
        (await host.InstanceOfAsync(Order)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Start_WhatFollowsItsCommitFails_IsNotToldToBeTriedAgain()
    {
        var isAway = false;
        var host = await StartAsync(options => options with
        {
            Interceptor = new CommandPoints(sql => isAway && IsLookForNextMail(sql) ? throw new TimeoutException("away") : Task.CompletedTask),
        });
        await host.PublishAsync(Elsa.Sequence("cook", Elsa.WaitsFor("Stores.CookingStarted")));
        await host.TakeAsync(TestMessages.Cooking(Order));
        isAway = true;

        await host.Instances.StartAsync("cook", Order, input: null, CancellationToken.None);

        isAway = false;
        await host.SettleAsync();
        (await host.InstanceOfAsync(Order)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Request_QueuesForTooLong_IsToldThatNobodyHasTakenIt()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("greet", Endpoint("greet"), Answer("'hello'")));
        Task<HttpResponseMessage> asking;
        using (await host.Get<KeyedLocks>().EnterAsync(Order, Cancellation))
        {
            asking = SendAsync(host, Cancellation);
            await Eventually.TrueAsync(
                () =>
                {
                    Time.Advance(TimeSpan.FromSeconds(10));
                    return Task.FromResult(asking.IsCompleted);
                },
                "the caller is told although somebody else has the turn");
        }

        var told = await (await asking).ShouldBeProblemAsync(504, "workflow-no-answer");
        told.GetProperty("detail").GetString()!.ShouldStartWith("No workflow has taken the request");
        (await host.QueryAsync(db => db.Instances.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Request_CallerHangsUpWhileItQueues_IsNotTaken()
    {
        var (isAsked, looked) = (false, new TaskCompletionSource());
        var host = await StartAsync(options => options with
        {
            Interceptor = new CommandPoints(sql =>
            {
                if (isAsked && sql.Contains("triggers", StringComparison.Ordinal))
                {
                    looked.TrySetResult();
                }

                return Task.CompletedTask;
            }),
        });
        await host.PublishAsync(Elsa.Sequence("greet", Endpoint("greet"), Answer("'hello'")));
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using (await host.Get<KeyedLocks>().EnterAsync(Order, Cancellation))
        {
            isAsked = true;
            var asking = SendAsync(host, caller.Token);
            await looked.Task.WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
            await caller.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => asking);
        }

        // Behind the one who hung up, if he still queues.
        using (await host.Get<KeyedLocks>().EnterAsync(Order, Cancellation))
        {
            (await host.QueryAsync(db => db.Instances.CountAsync())).ShouldBe(0);
        }
    }

    private static bool IsLookForNextMail(string sql) =>
        sql.Contains("mailbox_messages", StringComparison.Ordinal) && sql.Contains("mailbox_hashes", StringComparison.Ordinal) && sql.Contains("ORDER BY", StringComparison.Ordinal);

    private static async Task<HttpResponseMessage> SendAsync(RuntimeHost host, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/workflows/greet") { Headers = { { "X-Correlation-ID", Order } } };
        return await host.CreateClient(Roles.Customer).SendAsync(request, cancellationToken);
    }
}
