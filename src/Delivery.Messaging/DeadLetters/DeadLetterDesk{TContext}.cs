using System.Globalization;
using Delivery.Messaging.Outbox;
using Delivery.Messaging.Persistence;
using Delivery.ServiceDefaults.Paging;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Delivery.Messaging.DeadLetters;

internal sealed class DeadLetterDesk<TContext>(
    string module, Transactions<TContext> transactions, IServiceScopeFactory scopes, ILogger<DeadLetterDesk<TContext>> logger)
    : DeadLetterDesk(module)
    where TContext : ModuleDbContext
{
    public override async Task<Page<DeadLetterView>> ListAsync(
        DeadLetterState state, PageRequest page, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var letters = scope.ServiceProvider.GetRequiredService<TContext>().DeadLetters.AsNoTracking().Where(letter => letter.State == state);
        if (Cursor(page) is { } after)
        {
            letters = letters.Where(letter =>
                letter.FailedAt < after.FailedAt || (letter.FailedAt == after.FailedAt && letter.Id.CompareTo(after.Id) < 0));
        }

        var fetched = await letters
            .OrderByDescending(letter => letter.FailedAt)
            .ThenByDescending(letter => letter.Id)
            .Take(page.Size() + 1)
            .ToListAsync(cancellationToken);
        return page.ToPage([.. fetched.Select(DeadLetterView.Of)], view => $"{view.FailedAt.UtcTicks} {view.Id}");
    }

    public override async Task<DeadLetterView> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var letters = scope.ServiceProvider.GetRequiredService<TContext>().DeadLetters;
        var letter = await letters.AsNoTracking().FirstOrDefaultAsync(letter => letter.Id == id, cancellationToken);
        return DeadLetterView.WithBody(letter ?? throw DeadLetterProblems.NotFound(id));
    }

    public override async Task<DeadLetterView> ReplayAsync(Guid id, string @operator, CancellationToken cancellationToken)
    {
        var view = await transactions.RunAsync(
            async (transaction, token) =>
            {
                var letter = await ResolveAsync(transaction, id, DeadLetterState.Replayed, @operator, token);
                await SendAgainAsync(transaction, letter, token);
                return DeadLetterView.Of(letter);
            },
            cancellationToken);
        Log.Replayed(logger, Module, view.MessageType, view.MessageId, @operator);
        return view;
    }

    public override async Task<DeadLetterView> DiscardAsync(Guid id, string @operator, CancellationToken cancellationToken)
    {
        var view = await transactions.RunAsync(
            async (transaction, token) =>
                DeadLetterView.Of(await ResolveAsync(transaction, id, DeadLetterState.Discarded, @operator, token)),
            cancellationToken);
        Log.Discarded(logger, Module, view.MessageType, view.MessageId, @operator);
        return view;
    }

    private static async Task<DeadLetter> ResolveAsync(
        ModuleTransaction<TContext> transaction, Guid id, DeadLetterState state, string @operator, CancellationToken cancellationToken)
    {
        var letter = await transaction.Db.DeadLetters.FirstOrDefaultAsync(letter => letter.Id == id, cancellationToken)
            ?? throw DeadLetterProblems.NotFound(id);
        if (letter.State != DeadLetterState.Open)
        {
            throw DeadLetterProblems.AlreadyResolved(letter);
        }

        letter.State = state;
        letter.ResolvedBy = @operator;
        letter.ResolvedAt = transaction.Now;
        return letter;
    }

    /// <summary>
    /// The message leaves through the module's own outbox to the module's own queue. It keeps its id, so it must leave the inbox in the same
    /// transaction, or it would be taken for handled.
    /// </summary>
    private async Task SendAgainAsync(ModuleTransaction<TContext> transaction, DeadLetter letter, CancellationToken cancellationToken)
    {
        if (letter.MessageType.Length == 0)
        {
            throw DeadLetterProblems.NotReplayable();
        }

        await transaction.Db.Inbox
            .Where(record => record.MessageId == letter.MessageId && record.Endpoint == letter.Endpoint)
            .ExecuteDeleteAsync(cancellationToken);
        transaction.Db.Outbox.Add(new OutboxMessage
        {
            MessageId = letter.MessageId,
            MessageType = letter.MessageType,
            Queue = Module,
            Body = letter.Body,
            TraceParent = letter.TraceParent,
            CreatedAt = transaction.Now,
        });
    }

    private static (DateTimeOffset FailedAt, Guid Id)? Cursor(PageRequest page)
    {
        if (page.After() is not { } after)
        {
            return null;
        }

        var parts = after.Split(' ');
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && ticks <= DateTimeOffset.MaxValue.UtcTicks
            && Guid.TryParse(parts[1], out var id)
            ? (new DateTimeOffset(ticks, TimeSpan.Zero), id)
            : throw DeadLetterProblems.InvalidCursor();
    }
}
