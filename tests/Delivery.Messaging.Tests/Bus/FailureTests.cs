using Delivery.Messaging.DeadLetters;
using Delivery.Messaging.Outbox;
using Delivery.Messaging.Tests.Support;
using Delivery.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Delivery.Messaging.Tests.Bus;

/// <summary>What becomes of messages that cannot be handled, on every bus and every database.</summary>
public abstract class FailureTests : BusTestBase
{
    [Fact]
    public async Task Handle_KeepsFailing_BecomesADeadLetterWithItsReason()
    {
        await using var host = await StartAsync();
        var script = Poison(host);

        await host.RunAsync<Orders>(transaction => transaction.Publish(Samples.Event("ord_1")));
        var letter = await DeadLetterAsync(host);

        script.Calls.Count.ShouldBe(3);
        letter.MessageType.ShouldBe("Orders.CancellationRequested");
        letter.Reason.ShouldContain("The kitchen is on fire.");
        letter.Error.ShouldContain(nameof(InvalidOperationException));
        letter.Attempts.ShouldBe(3);
        letter.Body.ShouldContain("늦어요");
        (await host.EntriesAsync<Stores>()).ShouldBeEmpty();
        await Eventually.PassesAsync(async () => (await host.EntriesAsync<Riders>()).ShouldBe(["ord_1"]));
        await Eventually.TrueAsync(async () => await host.OutboxAsync<Orders>() == 0, "the dead letter is acknowledged");
    }

    [Fact]
    public async Task Replay_AfterTheCauseIsGone_IsHandledByThatModuleOnly()
    {
        await using var host = await StartAsync();
        var script = Poison(host);
        await host.RunAsync<Orders>(transaction => transaction.Publish(Samples.Event("ord_1")));
        var letter = await DeadLetterAsync(host);
        script.Action = static (_, _, _) => Task.CompletedTask;

        var replayed = await Desk(host).ReplayAsync(letter.Id, "operator-1", CancellationToken.None);

        replayed.ShouldSatisfyAllConditions(
            () => replayed.State.ShouldBe(DeadLetterState.Replayed), () => replayed.ResolvedBy.ShouldBe("operator-1"));
        await Eventually.PassesAsync(async () => (await host.EntriesAsync<Stores>()).ShouldBe(["ord_1"]));
        await Eventually.TrueAsync(async () => await host.OutboxAsync<Stores>() == 0, "the replay is acknowledged");
        host.Services.GetRequiredService<Script<Riders>>().Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Replay_FailsAgain_BecomesANewDeadLetter()
    {
        await using var host = await StartAsync();
        Poison(host);
        await host.RunAsync<Orders>(transaction => transaction.Publish(Samples.Event("ord_1")));
        var first = await DeadLetterAsync(host);

        await Desk(host).ReplayAsync(first.Id, "operator-1", CancellationToken.None);
        var second = await DeadLetterAsync(host);

        second.Id.ShouldNotBe(first.Id);
        second.MessageId.ShouldBe(first.MessageId);
    }

    [Fact]
    public async Task Receive_DeliveredAgainAfterItBecameADeadLetter_IsARepetition()
    {
        await using var host = await StartAsync();
        var script = Poison(host);
        await host.RunAsync<Orders>(transaction => transaction.Publish(Samples.Event("ord_1")));
        var letter = await DeadLetterAsync(host);
        script.Action = static (_, _, _) => Task.CompletedTask;

        await host.RunAsync<Orders>(transaction => transaction.Db.Outbox.Add(Samples.Row(Samples.Event("ord_1"), letter.MessageId)));
        await host.RunAsync<Orders>(transaction => transaction.Publish(Samples.Event("ord_2")));

        await Eventually.PassesAsync(async () => (await host.EntriesAsync<Stores>()).ShouldBe(["ord_2"]));
    }

    [Theory]
    [InlineData("Stores.NotYetInvented", "{}", "does not know the message type")]
    [InlineData("Orders.OrderClosed", "{}", "does not handle")]
    [InlineData("Orders.CancellationRequested", """{"orderId":1}""", "The body is not a Orders.CancellationRequested")]
    public async Task Receive_CannotBeHandledAtAll_BecomesADeadLetterAtOnce(string type, string body, string reason)
    {
        await using var host = await StartAsync();

        await host.RunAsync<Orders>(transaction => transaction.Db.Outbox.Add(new OutboxMessage
        {
            MessageId = Guid.CreateVersion7(),
            MessageType = type,
            Queue = Stores.Name,
            Body = body,
            CreatedAt = transaction.Now,
        }));
        var letter = await DeadLetterAsync(host);

        letter.Reason.ShouldContain(reason);
        letter.MessageType.ShouldBe(type);
        letter.Body.ShouldBe(body);
        host.Services.GetRequiredService<Script<Stores>>().Calls.ShouldBeEmpty();
    }

    private protected static Task<DeadLetter> DeadLetterAsync(BusHost host) => DeadLetterAsync(host, DeadLetterState.Open);

    private static async Task<DeadLetter> DeadLetterAsync(BusHost host, DeadLetterState state)
    {
        DeadLetter? letter = null;
        await Eventually.TrueAsync(
            async () => (letter = await host.QueryAsync<Stores, DeadLetter?>(
                db => db.DeadLetters.AsNoTracking().FirstOrDefaultAsync(letter => letter.State == state))) is not null,
            "there is a dead letter");
        return letter!;
    }

    private static Script<Stores> Poison(BusHost host)
    {
        var script = host.Services.GetRequiredService<Script<Stores>>();
        script.Action = static (_, _, _) => throw new InvalidOperationException("The kitchen is on fire.");
        return script;
    }

    private static DeadLetterDesk Desk(BusHost host) =>
        host.Services.GetServices<DeadLetterDesk>().Single(desk => desk.Module == Stores.Name);
}
