using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Delivery.Workflows.Runtime.Tests.Support;

/// <summary>Lets a test in before each statement of a runtime.</summary>
internal sealed class CommandPoints(Func<string, Task> before) : DbCommandInterceptor
{
    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        await before(command.CommandText).ConfigureAwait(false);
        return result;
    }
}
