using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Delivery.Messaging.Persistence;

/// <summary>Tells apart what a database's exceptions mean to us.</summary>
public static class DatabaseErrors
{
    private const int SqliteBusy = 5;
    private const int SqliteCannotOpen = 14;
    private const int SqliteFull = 13;
    private const int SqliteInputOutput = 10;
    private const int SqliteLocked = 6;
    private const int SqlitePrimaryKeyViolation = 1555;
    private const int SqliteProtocol = 15;
    private const int SqliteUniqueViolation = 2067;

    /// <summary>Another transaction was faster; the same work can succeed when it runs again.</summary>
    public static bool IsLostRace(Exception exception) =>
        exception is DbUpdateConcurrencyException || Find<PostgresException>(exception) switch
        {
            {
                SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected
            } => true,
            _ => Find<SqliteException>(exception) is { SqliteErrorCode: SqliteBusy or SqliteLocked }
                or { SqliteExtendedErrorCode: SqlitePrimaryKeyViolation or SqliteUniqueViolation },
        };

    /// <summary>The database is away or overwhelmed: nothing is wrong with the work, it waits (R5).</summary>
    public static bool IsUnavailable(Exception exception)
    {
        if (Find<PostgresException>(exception) is { } postgres)
        {
            return postgres.IsTransient;
        }

        return Find<NpgsqlException>(exception) is { } npgsql
            // A defect of ours that uses one connection twice at a time never gets better by waiting.
            ? npgsql is not NpgsqlOperationInProgressException
            : Find<SqliteException>(exception) is
            {
                SqliteErrorCode: SqliteBusy or SqliteLocked or SqliteFull or SqliteInputOutput or SqliteCannotOpen or SqliteProtocol
            };
    }

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
