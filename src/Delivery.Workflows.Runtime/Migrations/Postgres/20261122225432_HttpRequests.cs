using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Delivery.Workflows.Runtime.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class HttpRequests : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "http_requests",
                schema: "workflows",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    instance_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    status_code = table.Column<int>(type: "integer", nullable: true),
                    content_type = table.Column<string>(type: "text", nullable: true),
                    headers = table.Column<string>(type: "text", nullable: true),
                    body = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_http_requests", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_bookmarks_name",
                schema: "workflows",
                table: "bookmarks",
                column: "name",
                filter: "name = 'Elsa.HttpEndpoint'");

            migrationBuilder.CreateIndex(
                name: "ix_http_requests_expires_at",
                schema: "workflows",
                table: "http_requests",
                column: "expires_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "http_requests",
                schema: "workflows");

            migrationBuilder.DropIndex(
                name: "ix_bookmarks_name",
                schema: "workflows",
                table: "bookmarks");
        }
    }
}
