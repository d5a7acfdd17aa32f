using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Delivery.Workflows.Runtime.Tests.Support;

/// <summary>Does something right before a certain statement of a test's own flow: what another replica can do there, at the worst moment.</summary>
internal sealed class Interjection : DbCommandInterceptor
{
    private readonly AsyncLocal<Plan?> _plan = new();

    /// <returns>False when the work has so few statements that it came to nothing.</returns>
    /// <param name="statement">Before which, from 1.</param>
    /// <param name="interject">What is done there. It must not wait for anything that the work holds.</param>
    /// <param name="work">Its statements count, as far as they run in its own flow.</param>
    public async Task<bool> BeforeAsync(int statement, Func<Task> interject, Func<Task> work)
    {
        var plan = new Plan(statement, interject);
        _plan.Value = plan;
        await work();
        _plan.Value = null;
        return plan.IsDone;
    }

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        await CountAsync();
        return result;
    }

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        await CountAsync();
        return result;
    }

    public override async ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        await CountAsync();
        return result;
    }

    private Task CountAsync() => _plan.Value?.CountAsync() ?? Task.CompletedTask;

    private sealed class Plan(int statement, Func<Task> interject)
    {
        private int _count;

        public bool IsDone { get; private set; }

        public async Task CountAsync()
        {
            if (Interlocked.Increment(ref _count) == statement)
            {
                await interject();
                IsDone = true;
            }
        }
    }
}
