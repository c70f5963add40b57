package org.openemm.servlet;
