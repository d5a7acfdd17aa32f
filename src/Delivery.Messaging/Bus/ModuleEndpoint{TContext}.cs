using System.Diagnostics;
using System.Text.Json;
using Delivery.Contracts;
using Delivery.Messaging.DeadLetters;
using Delivery.Messaging.Persistence;
using Delivery.Messaging.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Delivery.Messaging.Bus;

/// <summary>Takes a module's messages through inbox, handlers and commit; tries again, waits or makes a dead letter when that fails (R4, R5).</summary>
internal sealed class ModuleEndpoint<TContext>(
    string name,
    Subscriptions<TContext> subscriptions,
    EndpointGate<TContext> gate,
    DeadLetterWriter<TContext> deadLetters,
    BusOptions options,
    MessagingMetrics metrics,
    IServiceProvider services,
    IHostApplicationLifetime lifetime,
    TimeProvider timeProvider,
    ILogger<ModuleEndpoint<TContext>> logger) : ModuleEndpoint(name)
    where TContext : ModuleDbContext
{
    public override IReadOnlyCollection<Type> MessageTypes => subscriptions.MessageTypes;

    public override async Task ReceiveAsync(Envelope envelope, CancellationToken cancellationToken)
    {
        using var activity = MessagingActivity.StartReceive(Name, envelope);
        var started = timeProvider.GetTimestamp();
        var job = Recognize(envelope);
        var failures = 0;
        while (true)
        {
            await gate.WaitAsync(lifetime.ApplicationStopping);
            try
            {
                await RunAsync(job, envelope, started, cancellationToken);
                gate.Succeeded();
                return;
            }
            catch (Exception exception) when (DatabaseErrors.IsUnavailable(exception))
            {
                gate.Close(exception);
            }
            catch (Exception exception) when (job.Failure is null && !IsStopping(cancellationToken))
            {
                failures++;
                metrics.Failed(Name, envelope.Type);
                activity?.AddException(exception);
                Log.AttemptFailed(logger, exception, Name, envelope.Type, envelope.Id, failures, options.Attempts);
                job = await AfterFailureAsync(job, envelope, exception, failures);
            }
        }
    }

    public override async Task RejectAsync(UndeliverableMessage message, CancellationToken cancellationToken)
    {
        while (true)
        {
            await gate.WaitAsync(lifetime.ApplicationStopping);
            try
            {
                await deadLetters.WriteAsync(Name, message, cancellationToken);
                metrics.DeadLettered(Name, message.MessageType);
                return;
            }
            catch (Exception exception) when (DatabaseErrors.IsUnavailable(exception))
            {
                gate.Close(exception);
            }
        }
    }

    /// <summary>What a handler throws because the process stops is not the message's fault; it comes again.</summary>
    private bool IsStopping(CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested || lifetime.ApplicationStopping.IsCancellationRequested;

    private async Task RunAsync(Job job, Envelope envelope, long started, CancellationToken cancellationToken)
    {
        if (job.Failure is { } failure)
        {
            await deadLetters.WriteAsync(Name, failure, cancellationToken);
            metrics.DeadLettered(Name, envelope.Type);
            Activity.Current?.SetStatus(ActivityStatusCode.Error, failure.Reason);
            Log.DeadLettered(logger, Name, envelope.Type, envelope.Id, failure.Reason);
            return;
        }

        var isFirst = await job.Processor!.ProcessAsync(job.Message!, services, cancellationToken);
        metrics.Handled(Name, envelope.Type, isFirst, timeProvider.GetElapsedTime(started));
    }

    private Job Recognize(Envelope envelope)
    {
        if (Messaging.MessageTypes.Find(envelope.Type) is not { } type)
        {
            return Refuse(envelope, $"This version of {Name} does not know the message type {envelope.Type}.");
        }

        if (subscriptions.Find(type) is not { } processor)
        {
            return Refuse(envelope, $"{Name} does not handle {envelope.Type}.");
        }

        try
        {
            var body = (IMessage)JsonSerializer.Deserialize(envelope.Body, type, MessageJson.Options)!;
            return new Job(processor, new ReceivedMessage(Name, envelope.Id, body), Failure: null);
        }
        catch (JsonException exception)
        {
            return Refuse(envelope, $"The body is not a {envelope.Type}: {exception.Message}", exception.ToString());
        }
    }

    private async Task<Job> AfterFailureAsync(Job job, Envelope envelope, Exception exception, int failures)
    {
        if (failures >= options.Attempts)
        {
            var reason = $"Failed {failures} times, at last with {exception.GetType().Name}: {exception.Message}";
            return job with { Failure = FailureOf(envelope, reason, exception.ToString(), failures) };
        }

        await Task.Delay(options.AttemptDelay * Math.Pow(2, failures - 1), timeProvider, lifetime.ApplicationStopping);
        return job;
    }

    private static Job Refuse(Envelope envelope, string reason, string error = "") =>
        new(Processor: null, Message: null, FailureOf(envelope, reason, error, attempts: 0));

    private static UndeliverableMessage FailureOf(Envelope envelope, string reason, string error, int attempts) =>
        new(envelope.Id, envelope.Type, envelope.Body, reason, error, attempts) { TraceParent = envelope.TraceParent };

    /// <summary>What is to be done with a message: process it, or, once it has failed, put it among the dead letters.</summary>
    private sealed record Job(MessageProcessor<TContext>? Processor, ReceivedMessage? Message, UndeliverableMessage? Failure);
}
