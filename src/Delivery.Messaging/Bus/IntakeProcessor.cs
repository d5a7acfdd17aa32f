using Delivery.Messaging.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Messaging.Bus;

/// <summary>Leaves a message to an intake.</summary>
internal sealed class IntakeProcessor<TIntake, TContext> : MessageProcessor<TContext>
    where TIntake : class, IMessageIntake
    where TContext : ModuleDbContext
{
    public override async Task<bool> ProcessAsync(ReceivedMessage message, IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<TIntake>().TakeAsync(message, cancellationToken);
        return true;
    }
}
