using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Delivery.Messaging.Persistence;

/// <summary>Tells apart what a database's exceptions mean to us.</summary>
internal static class DatabaseErrors
{
    private const int SqliteBusy = 5;
    private const int SqliteConstraint = 19;
    private const int SqliteLocked = 6;

    /// <summary>Another transaction was faster; the same work can succeed when it runs again.</summary>
    public static bool IsLostRace(Exception exception) =>
        exception is DbUpdateConcurrencyException || Find<PostgresException>(exception) switch
        {
            { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => true,
            _ => Find<SqliteException>(exception) is { SqliteErrorCode: SqliteBusy or SqliteLocked or SqliteConstraint },
        };

    /// <summary>The database is away or overwhelmed: nothing is wrong with the work, it waits (R5).</summary>
    public static bool IsUnavailable(Exception exception) =>
        Find<PostgresException>(exception) is { } postgres
            ? postgres.IsTransient
            : Find<DbException>(exception) is { IsTransient: true } || Find<NpgsqlException>(exception) is not null;

    private static TException? Find<TException>(Exception? exception)
        where TException : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is TException found)
            {
                return found;
            }
        }

        return null;
    }
}
